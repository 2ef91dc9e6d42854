/** A line that is being typed, and the lines before it. */
export interface Line {
  readonly text: string;
  /** Index in `text` before which the next character goes. */
  readonly cursor: number;
  /** Lines entered before, oldest first. */
  readonly history: readonly string[];
  /** How many lines back in history `text` comes from; 0 is the line being typed. */
  readonly back: number;
  /** What was typed before going back in history. */
  readonly draft: string;
  /** What was cut last, for Ctrl-Y. */
  readonly cut: string;
}

/** What a key asks of the terminal, beyond changing the line. */
export type Ask = 'enter' | 'interrupt' | 'end' | 'complete' | 'clear' | undefined;

export const emptyLine: Line = { text: '', cursor: 0, history: [], back: 0, draft: '', cut: '' };

const MOST_LINES = 500;

/** Splits what a terminal sends into keys: escape sequences whole, else characters. */
export function keysOf(data: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals send control characters
  return data.match(/\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z]|[\s\S])?|[\s\S]/gu) ?? [];
}

/** The line after a key, and what else the key asks for. Keys are those of readline's Emacs mode. */
export function press(line: Line, key: string): { line: Line; ask: Ask } {
  const change = changes[key];
  if (change !== undefined) return { line: change(line), ask: undefined };
  const ask = asks[key];
  if (ask !== undefined) return { line, ask: ask === 'end' && line.text !== '' ? undefined : ask };
  if (key.length > 2 || key < ' ') return { line, ask: undefined };
  return { line: insert(line, key), ask: undefined };
}

/** The line with a text put in at the cursor. */
export function insert(line: Line, text: string): Line {
  return { ...line, text: before(line) + text + after(line), cursor: line.cursor + text.length };
}

/** The line with what stands between an index and the cursor replaced: what completion does. */
export function replaceFrom(line: Line, from: number, text: string): Line {
  return { ...line, text: line.text.slice(0, from) + text + after(line), cursor: from + text.length };
}

/** A new line, the entered one remembered. */
export function entered(line: Line): Line {
  const { history, text, cut } = line;
  const isNew = text.trim() !== '' && history.at(-1) !== text;
  return { ...emptyLine, cut, history: isNew ? [...history, text].slice(-MOST_LINES) : history };
}

/** A new line, the given up one forgotten. */
export function abandoned({ history, cut }: Line): Line {
  return { ...emptyLine, history, cut };
}

const asks: Readonly<Record<string, Ask>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x03': 'interrupt',
  '\x04': 'end',
  '\t': 'complete',
  '\x0c': 'clear',
};

const to = (cursor: number) => (line: Line) => ({ ...line, cursor });
const home = to(0);
const end = (line: Line): Line => ({ ...line, cursor: line.text.length });
const left = (line: Line): Line => ({ ...line, cursor: Math.max(0, line.cursor - 1) });
const right = (line: Line): Line => ({ ...line, cursor: Math.min(line.text.length, line.cursor + 1) });
const wordLeft = (line: Line): Line => ({ ...line, cursor: before(line).replace(/\S*\s*$/, '').length });
const wordRight = (line: Line): Line => ({
  ...line,
  cursor: line.cursor + (/^\s*\S*/.exec(after(line))?.[0].length ?? 0),
});

const changes: Readonly<Record<string, (line: Line) => Line>> = {
  '\x1b[D': left,
  '\x02': left,
  '\x1b[C': right,
  '\x06': right,
  '\x1b[H': home,
  '\x1bOH': home,
  '\x1b[1~': home,
  '\x01': home,
  '\x1b[F': end,
  '\x1bOF': end,
  '\x1b[4~': end,
  '\x05': end,
  '\x1b[1;5D': wordLeft,
  '\x1bb': wordLeft,
  '\x1b[1;5C': wordRight,
  '\x1bf': wordRight,
  '\x1b[A': (line) => recall(line, 1),
  '\x10': (line) => recall(line, 1),
  '\x1b[B': (line) => recall(line, -1),
  '\x0e': (line) => recall(line, -1),
  '\x7f': (line) => remove(line, left(line).cursor, line.cursor),
  '\b': (line) => remove(line, left(line).cursor, line.cursor),
  '\x1b[3~': (line) => remove(line, line.cursor, right(line).cursor),
  '\x17': (line) => cutOut(line, wordLeft(line).cursor, line.cursor),
  '\x15': (line) => cutOut(line, 0, line.cursor),
  '\x0b': (line) => cutOut(line, line.cursor, line.text.length),
  '\x19': (line) => insert(line, line.cut),
};

function before({ text, cursor }: Line): string {
  return text.slice(0, cursor);
}

function after({ text, cursor }: Line): string {
  return text.slice(cursor);
}

function remove(line: Line, from: number, until: number): Line {
  return { ...line, text: line.text.slice(0, from) + line.text.slice(until), cursor: from };
}

function cutOut(line: Line, from: number, until: number): Line {
  if (from === until) return line;
  return { ...remove(line, from, until), cut: line.text.slice(from, until) };
}

function recall(line: Line, by: number): Line {
  const { history } = line;
  const back = Math.max(0, Math.min(history.length, line.back + by));
  if (back === line.back) return line;
  const draft = line.back === 0 ? line.text : line.draft;
  const text = back === 0 ? draft : history[history.length - back]!;
  return { ...line, back, draft, text, cursor: text.length };
}
