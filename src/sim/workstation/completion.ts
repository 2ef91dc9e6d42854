import type { FileSystem } from '../shell/fs/file-system.ts';

/** The command that a cursor is in, up to the cursor, and where its last word begins in the line. */
export interface WordAt {
  readonly words: readonly string[];
  readonly from: number;
  /** The word is the command's name. */
  readonly isCommand: boolean;
}

/** Finds the simple command and the word before a cursor. Quotes count as far as completion needs them. */
export function wordAt(line: string, cursor: number): WordAt {
  let words: string[] = [];
  let word = '';
  let from = cursor;
  let quote = '';
  for (let i = 0; i < cursor; i++) {
    const c = line[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
      else word += c;
    } else if (c === '"' || c === "'") {
      if (word === '') from = i;
      quote = c;
    } else if (/[\s|;&(<>]/.test(c)) {
      if (word !== '') words.push(word);
      word = '';
      from = cursor;
      if (/[|;&(]/.test(c)) words = [];
    } else {
      if (word === '') from = i;
      word += c;
    }
  }
  while (words[0] !== undefined && /^\w+=/.test(words[0])) words.shift();
  return { words: [...words, word], from: word === '' ? cursor : from, isCommand: words.length === 0 };
}

/** Files and directories that begin as a word does; a directory ends with a slash. */
export function completeFiles(fs: FileSystem, cwd: string, word: string): readonly string[] {
  const slash = word.lastIndexOf('/') + 1;
  const dir = word.slice(0, slash);
  const found = fs.find(dir === '' ? '.' : dir, cwd);
  if (found?.node.type !== 'dir') return [];
  const start = word.slice(slash);
  return fs
    .list(found.path, '/')
    .filter((name) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
    .map((name) => dir + name + (fs.find(`${found.path}/${name}`, '/')?.node.type === 'dir' ? '/' : ''));
}
