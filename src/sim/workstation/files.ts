import { decodeUtf8 } from '../../base/bytes.ts';
import type { FileSystem } from '../shell/fs/file-system.ts';
import { contentOf, entriesOf, type FsNode } from '../shell/fs/node.ts';

/** Where a person's files are. */
export const HOME = '/home/you';

/** The texts below the home directory and /tmp, by their paths as seen from a working directory and absolute. */
export function filesOf(fs: FileSystem, cwd: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const root of [HOME, '/tmp']) {
    const found = fs.find(root, '/');
    if (found) collect(found.node, root, (path, text) => addFile(files, path, cwd, text));
  }
  return files;
}

function addFile(files: Map<string, string>, path: string, cwd: string, text: string): void {
  files.set(path, text);
  if (!path.startsWith(cwd === '/' ? cwd : `${cwd}/`)) return;
  const relative = path.slice(cwd === '/' ? 1 : cwd.length + 1);
  files.set(relative, text);
  files.set(`./${relative}`, text);
}

function collect(node: FsNode, path: string, add: (path: string, text: string) => void): void {
  if (node.type === 'file') add(path, decodeUtf8(contentOf(node)));
  if (node.type !== 'dir') return;
  for (const [name, child] of entriesOf(node)) collect(child, `${path}/${name}`, add);
}
