import { colourError, colourOutput, commandText, deedText, MORE, noteText, PROMPT } from './colours.ts';
import { abandoned, emptyLine, entered, insert, keysOf, type Line, press, replaceFrom } from './line-editor.ts';
import { type Drawn, drawLine, eraseLine, nothingDrawn } from './prompt-view.ts';

/** The terminal's screen. */
export interface Screen {
  write(text: string): void;
  clear(): void;
  columns(): number;
}

/** A command that was done elsewhere on the page and is shown here. */
export interface Deed {
  readonly line: string;
  readonly isCommand: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What completion offers: words that may stand in place of the text from `from` to the cursor. */
export interface Completions {
  readonly from: number;
  readonly words: readonly string[];
}

/** What the terminal asks of the page. */
export interface Shell {
  /** Runs a line; `done` is called when it has ended, with what the page says of it. */
  run(line: string, done: (notes: readonly string[]) => void): void;
  /** Hands on what is typed while a line runs. */
  keys(data: string): void;
  complete(line: string, cursor: number, answer: (completions: Completions) => void): void;
  /** Calls back after a moment: as long as a command takes at most to end that has been interrupted. */
  later(call: () => void): void;
  /** Whether a text is a whole command, or more lines must follow. */
  isComplete(text: string): boolean;
}

/** A terminal: a line editor before a prompt, and the output of what runs. It knows nothing of the cluster. */
export class TerminalSession {
  private readonly screen: Screen;
  private readonly shell: Shell;
  private line: Line = emptyLine;
  /** Earlier lines of a command that is not finished. */
  private earlier = '';
  private drawn: Drawn = nothingDrawn;
  private running = false;
  /** Counts the lines that were run, so that an old one that ends late is known as such. */
  private run = 0;
  /** Whether the output so far ends inside a row. */
  private midRow = false;
  private waiting: Deed[] = [];
  private typedAhead: string[] = [];
  /** Ctrl-C was pressed a moment ago. */
  private interrupted = false;
  /** Tab was pressed and its answer has not come yet. */
  private completing = false;

  constructor(screen: Screen, shell: Shell) {
    this.screen = screen;
    this.shell = shell;
  }

  /** What the person typed or pasted, as xterm.js sends it. */
  type(data: string): void {
    if (this.running) {
      this.typeAtRunning(data);
      return;
    }
    const keys = keysOf(data);
    if (this.completing) {
      this.typedAhead.push(...keys);
      return;
    }
    // A pasted text without control characters goes in at once.
    if (keys.length > 1 && keys.every((key) => key >= ' ' && key.length < 3)) {
      this.line = insert(this.line, data);
      this.redraw();
      return;
    }
    this.act(keys);
  }

  /** Output of the line that runs. */
  print(stream: 'stdout' | 'stderr', text: string): void {
    this.output(stream === 'stdout' ? colourOutput(text) : colourError(text));
  }

  /** Shows a command that was done elsewhere, once nothing runs. */
  show(deed: Deed): void {
    if (this.running) {
      this.waiting.push(deed);
      return;
    }
    this.screen.write(eraseLine(this.drawn));
    this.drawn = nothingDrawn;
    this.showNow(deed);
    this.redraw();
  }

  /** Draws the prompt and the line anew, as after the window has changed. */
  redraw(): void {
    if (this.running) return;
    const next = drawLine(this.prompt, this.line, this.screen.columns(), this.drawn);
    this.drawn = next.drawn;
    this.screen.write(next.output);
  }

  /** Forgets what ran: a new run has begun. */
  reset(): void {
    this.run++;
    this.running = false;
    this.interrupted = false;
    this.completing = false;
    this.earlier = '';
    this.waiting = [];
    this.typedAhead = [];
    this.line = abandoned(this.line);
    this.clear();
  }

  private get prompt(): string {
    return this.earlier === '' ? PROMPT : MORE;
  }

  private clear(): void {
    this.screen.clear();
    this.midRow = false;
    this.drawn = nothingDrawn;
    this.redraw();
  }

  /** What follows Ctrl-C is for the next line, unless the one that runs does not end. */
  private typeAtRunning(data: string): void {
    if (this.interrupted) {
      this.typedAhead.push(...keysOf(data));
      return;
    }
    this.shell.keys(data);
    if (!data.includes('\x03')) return;
    this.interrupted = true;
    this.shell.later(() => {
      if (!this.interrupted) return;
      this.interrupted = false;
      const keys = this.typedAhead.join('');
      this.typedAhead = [];
      if (keys !== '') this.shell.keys(keys);
    });
  }

  /** Presses keys one after the other; those behind a line that runs wait until it has ended. */
  private act(keys: readonly string[]): void {
    keys.forEach((key) => {
      if (this.running || this.completing) this.typedAhead.push(key);
      else this.press(key);
    });
  }

  private press(key: string): void {
    const { line, ask } = press(this.line, key);
    this.line = line;
    if (ask === undefined) this.redraw();
    else if (ask === 'enter') this.enter();
    else if (ask === 'interrupt') this.giveUp();
    else if (ask === 'clear') this.clear();
    else if (ask === 'complete') this.askCompletions();
  }

  /** What is typed until the answer comes is for the line as it is then. */
  private askCompletions(): void {
    this.completing = true;
    const { run } = this;
    this.shell.complete(this.line.text, this.line.cursor, (answer) => {
      if (run !== this.run) return;
      this.completing = false;
      this.complete(answer);
      this.actOnTypedAhead();
    });
  }

  private actOnTypedAhead(): void {
    const keys = this.typedAhead;
    this.typedAhead = [];
    this.act(keys);
  }

  private enter(): void {
    this.leaveLine();
    const text = this.earlier + this.line.text;
    this.line = entered(this.line);
    if (text.trim() === '' || !this.shell.isComplete(text)) {
      this.earlier = text.trim() === '' ? '' : `${text}\n`;
      this.redraw();
      return;
    }
    this.earlier = '';
    this.running = true;
    this.midRow = false;
    const run = ++this.run;
    this.shell.run(text, (notes) => {
      if (run === this.run) this.ended(notes);
    });
  }

  private ended(notes: readonly string[]): void {
    this.running = false;
    this.interrupted = false;
    if (this.midRow) this.output('\n');
    for (const note of notes) this.output(`${noteText(note)}\n`);
    for (const deed of this.waiting) this.showNow(deed);
    this.waiting = [];
    this.redraw();
    this.actOnTypedAhead();
  }

  private giveUp(): void {
    this.screen.write(`${eraseLine(this.drawn)}${this.prompt}${this.line.text}^C\r\n`);
    this.drawn = nothingDrawn;
    this.earlier = '';
    this.line = abandoned(this.line);
    this.redraw();
  }

  private complete({ from, words }: Completions): void {
    if (words.length === 0) return;
    const common = words.reduce(commonStart);
    const isOnly = words.length === 1;
    if (isOnly || common.length > this.line.cursor - from) {
      const isOpen = !isOnly || /[/=,]$/.test(common);
      this.line = replaceFrom(this.line, from, isOpen ? common : `${common} `);
    } else {
      this.leaveLine();
      this.output(`${inColumns(words, this.screen.columns())}\n`);
    }
    this.redraw();
  }

  /** Goes to the row below the line, which stays on the screen. */
  private leaveLine(): void {
    const { text } = this.line;
    const next = drawLine(this.prompt, { text, cursor: text.length }, this.screen.columns(), this.drawn);
    this.screen.write(`${next.output}\r\n`);
    this.drawn = nothingDrawn;
  }

  private output(text: string): void {
    if (text === '') return;
    this.screen.write(text.replace(/\r?\n/g, '\r\n'));
    this.midRow = !text.endsWith('\n');
  }

  private showNow({ line, isCommand, stdout, stderr }: Deed): void {
    this.output(`${isCommand ? commandText(line) : deedText(line)}\n`);
    this.output(colourOutput(stdout));
    this.output(colourError(stderr));
    if (this.midRow) this.output('\n');
  }
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Words in columns of the same width, read downwards as `ls` prints them. */
export function inColumns(words: readonly string[], width: number): string {
  const cell = Math.max(...words.map((word) => word.length)) + 2;
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(words.length / columns);
  return Array.from({ length: rows }, (_, row) =>
    words
      .filter((_word, index) => index % rows === row)
      .map((word) => word.padEnd(cell))
      .join('')
      .trimEnd(),
  ).join('\n');
}
