import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { SysError } from '../errors.ts';
import { contentOf, type FileNode, type FsNode, sizeOf } from '../fs/node.ts';
import type { Proc } from './proc.ts';

/** An open file description; processes hold it by numbers. It closes when nobody holds it any more. */
export interface OpenFile {
  refs: number;
  /** At most `max` bytes; '' at the end. May wait. */
  read(by: Proc, max: number): Process<Bytes>;
  /** Up to and including the next newline, for files that can look ahead. May wait. */
  line?(by: Proc): Process<Bytes>;
  /** Writes all. May wait. */
  write(by: Proc, data: Bytes): Process<void>;
  /** The last holder has closed it. */
  close?(): void;
  readonly isTty?: boolean;
  /** The file's node, for files of the file system. */
  readonly node?: FsNode;
  /** Reads from here on, for files that have a position. */
  seek?(position: number | 'end'): void;
  /** Reading gives zero bytes without end. */
  readonly isZero?: boolean;
}

/** At most this much is read at once where nothing is kept. */
const CHUNK_BYTES = 65_536;
/** Zeros of a file up to this size become data when something is written among them. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Opens a node of the file system. */
export function openNode(node: FsNode, mode: 'r' | 'w' | 'a' | 'rw'): OpenFile {
  if (node.type === 'file') return new RegularFile(node, mode);
  if (node.type === 'device') return device(node.device);
  throw new SysError('EISDIR');
}

class RegularFile implements OpenFile {
  refs = 0;
  readonly node: FsNode & { type: 'file' };
  private position = 0;
  private readonly mode: string;

  constructor(node: FsNode & { type: 'file' }, mode: 'r' | 'w' | 'a' | 'rw') {
    this.node = node;
    this.mode = mode;
    if (mode !== 'w') return;
    node.data = '';
    node.zeros = 0;
  }

  *read(_by: Proc, max: number): Process<Bytes> {
    if (this.mode === 'w' || this.mode === 'a') throw new SysError('EBADF');
    const content = contentOf(this.node);
    let data = content.slice(this.position, this.position + max);
    const left = sizeOf(this.node) - this.position;
    if (data === '' && left > 0) data = '\0'.repeat(Math.min(left, max, CHUNK_BYTES));
    this.position += data.length;
    return data;
  }

  *line(by: Proc): Process<Bytes> {
    const end = contentOf(this.node).indexOf('\n', this.position);
    return yield* this.read(by, end < 0 ? Infinity : end + 1 - this.position);
  }

  *write(by: Proc, data: Bytes): Process<void> {
    if (this.mode === 'r') throw new SysError('EBADF');
    const { node } = this;
    const size = sizeOf(node);
    if (this.mode === 'a') this.position = size;
    by.kernel.fs.grow(node, Math.max(0, this.position + data.length - size));
    if (node.zeros) this.writeAmongZeros(node, data, size);
    else {
      const before = node.data;
      node.data =
        this.position === before.length
          ? before + data
          : before.padEnd(this.position, '\0').slice(0, this.position) +
            data +
            before.slice(this.position + data.length);
    }
    this.position += data.length;
    node.mtimeMs = by.kernel.unixMs;
  }

  /** Of a file too large to be kept only the size is. */
  private writeAmongZeros(node: FileNode, data: Bytes, size: number): void {
    const end = Math.max(size, this.position + data.length);
    if (end <= KEPT_BYTES) {
      const before = node.data.padEnd(Math.max(size, this.position), '\0');
      node.data = before.slice(0, this.position) + data + before.slice(this.position + data.length);
    }
    node.zeros = end - node.data.length;
  }

  seek(position: number | 'end'): void {
    this.position = position === 'end' ? sizeOf(this.node) : position;
  }
}

function device(kind: 'null' | 'zero' | 'full' | 'random' | 'tty'): OpenFile {
  return {
    refs: 0,
    isZero: kind === 'zero',
    *read(by, max): Process<Bytes> {
      if (kind === 'zero' || kind === 'full') return '\0'.repeat(Math.min(max, 65_536));
      if (kind !== 'random') return '';
      let data = '';
      while (data.length < Math.min(max, 4096)) data += String.fromCharCode(by.kernel.random.int(256));
      return data;
    },
    *write(): Process<void> {
      if (kind === 'full') throw new SysError('ENOSPC');
    },
  };
}

/** A file whose content is already known: here-documents, the standard input of a container. */
export function openText(text: Bytes): OpenFile {
  let rest = text;
  return {
    refs: 0,
    *read(_by, max): Process<Bytes> {
      const data = rest.slice(0, max);
      rest = rest.slice(data.length);
      return data;
    },
    *line(): Process<Bytes> {
      const data = rest.slice(0, rest.indexOf('\n') + 1) || rest;
      rest = rest.slice(data.length);
      return data;
    },
    *write(): Process<void> {
      throw new SysError('EBADF');
    },
  };
}

/** A file to which one can only write, such as a container's log. */
export function openSink(onData: (data: Bytes, by: Proc) => void): OpenFile {
  return {
    refs: 0,
    *read(): Process<Bytes> {
      return '';
    },
    *write(by, data): Process<void> {
      onData(data, by);
    },
  };
}
