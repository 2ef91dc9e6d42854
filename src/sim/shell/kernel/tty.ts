import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Kernel } from './kernel.ts';
import type { OpenFile } from './open-file.ts';
import { Pipe } from './pipe.ts';
import { SIGINT, SIGQUIT, SIGWINCH } from './signals.ts';

/** A terminal: the line discipline between a person and the processes. */
export interface Tty {
  /** The process group that Ctrl-C means. */
  foreground: number;
  columns: number;
  rows: number;
  /** Turns the handling of lines and echo off and on, as editors and pagers do. */
  raw: boolean;
  /** A shell waits for a command: Ctrl-C gives it an empty one. */
  prompting: boolean;
  readonly file: OpenFile & { readonly tty: Tty };
  /** Keys that have been pressed. */
  input(data: Bytes): void;
  resize(columns: number, rows: number): void;
  /** The person has gone. */
  hangUp(): void;
}

/** The terminal that a process reads from, if it does. */
export function ttyOf(file: OpenFile | undefined): Tty | undefined {
  return file?.isTty ? (file as Tty['file']).tty : undefined;
}

/** Makes a terminal; `show` gets what is to appear on the screen. Models Linux' n_tty in canonical mode. */
export function createTty(kernel: Kernel, show: (data: Bytes) => void): Tty {
  const lines = new Pipe();
  let line = '';
  const shown = (data: Bytes): void => show(data.replace(/\r?\n/g, '\r\n'));
  const signal = (mark: string, number: number): void => {
    line = '';
    shown(tty.prompting ? `${mark}\n` : mark);
    kernel.signalGroup(tty.foreground, number);
    if (tty.prompting) lines.feed('\n');
  };
  const key = (c: string): void => {
    if (c === '\x03') signal('^C', SIGINT);
    else if (c === '\x1c') signal('^\\', SIGQUIT);
    else if (c === '\x04') {
      if (line === '') lines.feedEnd();
      else lines.feed(line);
      line = '';
    } else if (c === '\r' || c === '\n') {
      shown('\n');
      lines.feed(`${line}\n`);
      line = '';
    } else if (c === '\x7f' || c === '\b') {
      if (line !== '') show('\b \b');
      line = line.slice(0, -1);
    } else if (c === '\x15') {
      show('\b \b'.repeat(line.length));
      line = '';
    } else {
      line += c;
      show(c < ' ' && c !== '\t' ? `^${String.fromCharCode(c.charCodeAt(0) + 64)}` : c);
    }
  };
  const tty: Tty = {
    foreground: 1,
    columns: 80,
    rows: 24,
    raw: false,
    prompting: false,
    file: {
      refs: 1,
      isTty: true,
      get tty() {
        return tty;
      },
      read: (by, max) => lines.reader.read(by, max),
      line: (by) => lines.reader.line!(by),
      *write(_by, data): Process<void> {
        shown(data);
      },
    },
    input(data) {
      if (tty.raw) lines.feed(data);
      else for (const c of data) key(c);
    },
    resize(columns, rows) {
      tty.columns = columns;
      tty.rows = rows;
      kernel.signalGroup(tty.foreground, SIGWINCH);
    },
    hangUp: () => lines.end(),
  };
  return tty;
}
