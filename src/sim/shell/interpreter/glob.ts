import { SysError } from '../errors.ts';
import type { FileSystem } from '../fs/file-system.ts';
import { patternToRegExp } from './pattern.ts';

/** The paths that a pattern meets, sorted; none when nothing meets it. */
export function glob(fs: FileSystem, cwd: string, pattern: string): string[] {
  const parts = pattern.split('/');
  let found = [parts[0] === '' ? '/' : ''];
  const rest = parts[0] === '' ? parts.slice(1) : parts;
  rest.forEach((part, index) => {
    const isLast = index === rest.length - 1;
    if (part === '') {
      if (isLast) found = found.filter((path) => fs.find(path, cwd)?.node.type === 'dir').map((path) => `${path}/`);
      return;
    }
    found = found.flatMap((dir) => matches(fs, cwd, dir, part));
  });
  return found.filter((path) => fs.find(path, cwd, false));
}

function matches(fs: FileSystem, cwd: string, dir: string, part: string): string[] {
  const prefix = dir === '' || dir.endsWith('/') ? dir : `${dir}/`;
  if (!/[*?[]/.test(part.replace(/\\./g, ''))) return [prefix + part.replace(/\\(.)/g, '$1')];
  let names: string[];
  try {
    names = fs.list(dir || '.', cwd);
  } catch (error) {
    if (error instanceof SysError) return [];
    throw error;
  }
  const expression = patternToRegExp(part);
  return names
    .filter((name) => (part.startsWith('.') || !name.startsWith('.')) && expression.test(name))
    .map((name) => prefix + name);
}
