/** Stands in for Monaco's diff editor in a page that is one file: what is shown where it fails is what kubectl prints. */
export default function NoDiffEditor(): never {
  throw new Error('a page of one file has no diff editor');
}
