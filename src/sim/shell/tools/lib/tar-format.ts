import type { Bytes } from '../../../../base/bytes.ts';

/** One entry of a tar archive. */
export interface TarEntry {
  readonly name: string;
  readonly type: 'file' | 'dir' | 'link';
  readonly mode: number;
  readonly mtimeMs: number;
  readonly data: Bytes;
  /** Target of a symbolic link. */
  readonly target: string;
}

const BLOCK = 512;

/** The bytes of one entry (ustar; long names as GNU tar has them). */
export function tarEntry({ name, type, mode, mtimeMs, data, target }: TarEntry): Bytes {
  const long = name.length > 99 ? block('././@LongLink', 'L', 0o644, 0, `${name}\0`, '') : '';
  const flag = type === 'dir' ? '5' : type === 'link' ? '2' : '0';
  return long + block(name.slice(0, 99), flag, mode, mtimeMs, type === 'file' ? data : '', target);
}

/** What ends an archive. */
export const TAR_END: Bytes = '\0'.repeat(2 * BLOCK);

function block(name: string, flag: string, mode: number, mtimeMs: number, data: Bytes, target: string): Bytes {
  const field = (text: string, size: number): string => text.slice(0, size).padEnd(size, '\0');
  const octal = (n: number, size: number): string =>
    `${Math.floor(n)
      .toString(8)
      .padStart(size - 1, '0')}\0`;
  const before =
    field(name, 100) + octal(mode, 8) + octal(0, 8) + octal(0, 8) + octal(data.length, 12) + octal(mtimeMs / 1000, 12);
  const after =
    flag +
    field(target, 100) +
    'ustar\0' +
    '00' +
    field('root', 32) +
    field('root', 32) +
    octal(0, 8) +
    octal(0, 8) +
    field('', 155) +
    field('', 12);
  let sum = 8 * 32;
  for (const c of before + after) sum += c.charCodeAt(0);
  const header = `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
  return header + data + '\0'.repeat((BLOCK - (data.length % BLOCK)) % BLOCK);
}

/** The entries of an archive; undefined for what is none. */
export function readTar(archive: Bytes): TarEntry[] | undefined {
  const entries: TarEntry[] = [];
  let longName = '';
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.slice(at, at + BLOCK);
    if (header[0] === '\0') break;
    if (header.slice(257, 262) !== 'ustar') return undefined;
    const text = (from: number, size: number): string => header.slice(from, from + size).split('\0')[0]!;
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    const data = archive.slice(at + BLOCK, at + BLOCK + size);
    const flag = header[156]!;
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (flag === 'L') {
      longName = data.split('\0')[0]!;
      continue;
    }
    if (flag === 'x' || flag === 'g') continue;
    const prefix = text(345, 155);
    const name = longName || (prefix ? `${prefix}/${text(0, 100)}` : text(0, 100));
    longName = '';
    const type = flag === '5' ? 'dir' : flag === '2' ? 'link' : 'file';
    const mode = Number.parseInt(text(100, 8).trim() || '644', 8) & 0o7777;
    entries.push({
      name,
      type,
      mode,
      mtimeMs: Number.parseInt(text(136, 12).trim() || '0', 8) * 1000,
      data,
      target: text(157, 100),
    });
  }
  return entries;
}
