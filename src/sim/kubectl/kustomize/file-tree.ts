import { type Bytes, encodeUtf8 } from '../../../base/bytes.ts';
import type { KubectlEnv } from '../env.ts';

/** The files that a build reads, by absolute path. */
export interface FileTree {
  readonly cwd: string;
  typeOf(path: string): 'file' | 'dir' | undefined;
  read(path: string): Bytes;
}

/** The files of the computer on which kubectl runs. */
export function fileTree(env: KubectlEnv): FileTree {
  const cwd = env.cwd ?? '/';
  const { localFiles, files = new Map<string, string>() } = env;
  if (localFiles) return { cwd, typeOf: (path) => localFiles.typeOf(path), read: (path) => localFiles.read(path) };
  const byPath = new Map([...files].map(([path, text]) => [absolute(path, cwd), text]));
  return {
    cwd,
    typeOf(path) {
      if (byPath.has(path)) return 'file';
      const folder = path === '/' ? '/' : `${path}/`;
      return [...byPath.keys()].some((each) => each.startsWith(folder)) ? 'dir' : undefined;
    },
    read: (path) => encodeUtf8(byPath.get(path) ?? ''),
  };
}

/** A path without `.` and `..`, as seen from a directory. */
export function absolute(path: string, from: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : from}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What kustomize says of a path that is not there; it names the first part that is missing. */
export function missingPath(tree: FileTree, shown: string, path: string): string {
  const parts = path.split('/').slice(1);
  let at = '';
  for (const part of parts) {
    at = `${at}/${part}`;
    const type = tree.typeOf(at);
    if (type === undefined) return `evalsymlink failure on '${shown}' : lstat ${at}: no such file or directory`;
    if (type === 'file' && at !== path) {
      return `evalsymlink failure on '${shown}' : lstat ${at}/${path.slice(at.length + 1).split('/')[0]}: not a directory`;
    }
  }
  return `evalsymlink failure on '${shown}' : lstat ${path}: no such file or directory`;
}
