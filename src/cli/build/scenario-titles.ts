import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Folders of scenarios that teach; their words lie beside them, one file a language. */
const LESSON_FOLDERS = ['lectures', 'exercises'];

/**
 * The titles of all scenarios by their files, so that the page need not load their texts to list them.
 * @param root the project's folder
 */
export function scenarioTitles(root: string): Plugin {
  const id = 'virtual:scenario-titles';
  const folder = `${root}/src/scenarios/`;
  const field = (text: string, pattern: RegExp) => pattern.exec(text)?.[1]?.replace(/^(['"])(.*)\1$/, '$2');
  const titleOf = (text: string) => field(text, /^ {2}title: *(.+?) *$/m);
  const listOf = (part: string) =>
    readdirSync(`${folder}${part}`)
      .filter((file) => /^[^.]+\.yaml$/.test(file))
      .sort();
  return {
    name: 'scenario-titles',
    resolveId: (wanted) => (wanted === id ? id : undefined),
    load(wanted) {
      if (wanted !== id) return undefined;
      const read = (path: string): string => {
        this.addWatchFile(`${folder}${path}`);
        return readFileSync(`${folder}${path}`, 'utf8');
      };
      const plain = listOf('').map((file) => [file, { en: titleOf(read(file)) ?? file }, '']);
      const lessons = LESSON_FOLDERS.filter((part) => existsSync(`${folder}${part}`)).flatMap((part) =>
        listOf(part).map((file) => {
          const text = read(`${part}/${file}`);
          const german = titleOf(read(`${part}/${file.replace(/yaml$/, 'de.yaml')}`));
          const level = field(text, /^ {4}level: *(.+?) *$/m) ?? part;
          return [file, { en: titleOf(text) ?? file, de: german }, level];
        }),
      );
      return `export default ${JSON.stringify([...plain, ...lessons])};`;
    },
  };
}
