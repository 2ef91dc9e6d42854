import { type Process, wait } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { Future } from '../../engine/future.ts';
import { SysError } from '../errors.ts';
import type { OpenFile } from './open-file.ts';
import type { Proc } from './proc.ts';
import { SIGPIPE } from './signals.ts';

const CAPACITY = 65_536;

/** A pipe: a reader waits for data, a writer for room; data without a reader is SIGPIPE. */
export class Pipe {
  readonly reader: OpenFile;
  readonly writer: OpenFile;
  private data: Bytes = '';
  private readerOpen = true;
  private writerOpen = true;
  private changed: Future<void> | undefined;
  /** One reader is to see the end, as after Ctrl-D on a terminal. */
  private endOnce = false;

  constructor() {
    const refuse = function* (): Process<never> {
      throw new SysError('EBADF');
    };
    this.reader = {
      refs: 0,
      read: (_by, max) => this.read(max),
      line: () => this.line(),
      write: refuse,
      close: () => {
        this.readerOpen = false;
        this.announce();
      },
    };
    this.writer = { refs: 0, read: refuse, write: (by, data) => this.write(by, data), close: () => this.end() };
  }

  /** Puts data in from outside, without waiting for room. */
  feed(data: Bytes): void {
    if (!this.readerOpen || data === '') return;
    this.data += data;
    this.announce();
  }

  /** The next reader that finds no data sees the end, once. */
  feedEnd(): void {
    this.endOnce = true;
    this.announce();
  }

  /** No more data comes. */
  end(): void {
    this.writerOpen = false;
    this.announce();
  }

  /** Takes what is there, waiting for something; '' at the end. */
  *read(max: number): Process<Bytes> {
    while (this.data === '') {
      if (!this.writerOpen || this.takeEnd()) return '';
      yield* wait(this.next());
    }
    const data = this.data.length <= max ? this.data : this.data.slice(0, max);
    this.data = this.data.slice(data.length);
    this.announce();
    return data;
  }

  /** As `read`, up to and including the next newline. */
  *line(): Process<Bytes> {
    while (this.writerOpen && !this.endOnce && !this.data.includes('\n') && this.data.length < CAPACITY) {
      yield* wait(this.next());
    }
    return yield* this.read(this.data.indexOf('\n') + 1 || Infinity);
  }

  private *write(by: Proc, data: Bytes): Process<void> {
    let rest = data;
    while (rest !== '') {
      if (!this.readerOpen) {
        by.signal(SIGPIPE);
        yield* by.rest();
        throw new SysError('EPIPE');
      }
      const room = CAPACITY - this.data.length;
      if (room <= 0) {
        yield* wait(this.next());
        continue;
      }
      this.data += rest.slice(0, room);
      rest = rest.slice(room);
      this.announce();
    }
  }

  private takeEnd(): boolean {
    const { endOnce } = this;
    this.endOnce = false;
    return endOnce;
  }

  private next(): Future<void> {
    this.changed ??= new Future<void>();
    return this.changed;
  }

  private announce(): void {
    const { changed } = this;
    this.changed = undefined;
    changed?.resolve();
  }
}
