import type { EditorFile } from '../ui/editor/editor-store.ts';
import { PlainEditor } from '../ui/editor/plain-editor.tsx';

/** Stands in for Monaco in a page that is one file. */
export default function PlainCodeEditor({ file }: { readonly file: EditorFile }) {
  return <PlainEditor file={file} />;
}
