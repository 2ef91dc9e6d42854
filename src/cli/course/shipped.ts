import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The files of a part of the course, without those that hold its words. */
export function shippedLessons(
  part: 'exercises' | 'lectures',
): readonly { readonly name: string; readonly path: string }[] {
  const folder = fileURLToPath(new URL(`../../scenarios/${part}/`, import.meta.url));
  return readdirSync(folder)
    .filter((file) => /^[^.]+\.yaml$/.test(file))
    .sort()
    .map((file) => ({ name: file.replace(/\.yaml$/, ''), path: `${folder}${file}` }));
}
