/** The parts of a path, without empty ones and dots; `..` stays. */
export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** A path made absolute and plain by its text alone, as `cd` and `pwd` do. */
export function normalize(path: string, cwd = '/'): string {
  const parts: string[] = [];
  for (const part of partsOf(path.startsWith('/') ? path : `${cwd}/${path}`)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A name inside a directory. */
export function joinPath(dir: string, name: string): string {
  return dir === '/' ? `/${name}` : `${dir}/${name}`;
}

/** What comes after the last slash; '/' for the root. */
export function baseName(path: string): string {
  const plain = path.replace(/(.)\/+$/, '$1');
  return plain === '/' ? '/' : plain.slice(plain.lastIndexOf('/') + 1);
}

/** What comes before the last slash; '.' where there is none. */
export function dirName(path: string): string {
  const plain = path.replace(/(.)\/+$/, '$1');
  const slash = plain.lastIndexOf('/');
  if (slash < 0) return '.';
  return plain.slice(0, slash).replace(/\/+$/, '') || '/';
}
