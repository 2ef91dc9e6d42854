import { type CorefileError, errorAt, type Token } from './syntax.ts';

/** One use of a directive: its arguments, and the lines of its block. */
export interface Use {
  readonly args: readonly string[];
  readonly lines: readonly Line[];
  /** An error at its own line, and that its arguments are too few or too many. */
  fail(text: string): CorefileError;
  badCount(): CorefileError;
}

/** A line in a directive's block. */
export interface Line {
  readonly name: string;
  readonly args: readonly string[];
  fail(text: string): CorefileError;
  badCount(): CorefileError;
}

/** Takes the words of a directive apart: a directive may be used several times in a block. Models Caddy's Dispenser. */
export function usesOf(file: string, name: string, tokens: readonly Token[]): Use[] {
  const uses: { args: string[]; lines: Line[]; line: number }[] = [];
  let open: { line: number; words: string[] } | undefined;
  let depth = 0;
  const close = (): void => {
    if (open && open.words.length > 0) uses.at(-1)!.lines.push(lineOf(file, open.line, open.words));
    open = undefined;
  };
  let lastLine = 0;
  for (const { text, line } of tokens) {
    const isFirst = line > lastLine;
    lastLine = line;
    if (depth === 0 && text === name && isFirst) uses.push({ args: [], lines: [], line });
    else if (text === '{' && depth === 0) depth = 1;
    else if (depth === 0) uses.at(-1)!.args.push(text);
    else if (text === '}' && depth === 1) {
      close();
      depth = 0;
    } else {
      if (isFirst) close();
      if (text === '{') depth++;
      if (text === '}') depth--;
      open ??= { line, words: [] };
      open.words.push(text);
    }
  }
  return uses.map(({ args, lines, line }) => ({
    args,
    lines,
    fail: (text) => errorAt(file, line, text),
    badCount: () => errorAt(file, line, countText(args.at(-1) ?? name)),
  }));
}

function lineOf(file: string, line: number, [name = '', ...args]: readonly string[]): Line {
  return {
    name,
    args,
    fail: (text) => errorAt(file, line, text),
    badCount: () => errorAt(file, line, countText(args.at(-1) ?? name)),
  };
}

const countText = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;

/** A zone as CoreDNS writes it: in small letters, with a dot at its end. A network stands for its reverse zone. */
export function normalZone(text: string): string {
  const network = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text);
  if (network) {
    const bytes = network[1]!.split('.').slice(0, Math.max(1, Math.floor(Number(network[2]) / 8)));
    return `${bytes.toReversed().join('.')}.in-addr.arpa.`;
  }
  const bare = text
    .replace(/^dns:\/\//, '')
    .replace(/:\d+$/, '')
    .toLowerCase();
  return bare.endsWith('.') ? bare : `${bare}.`;
}

/** Whether a name (with or without its last dot) lies in a zone. */
export function isInZone(name: string, zone: string): boolean {
  if (zone === '.') return true;
  const full = name.endsWith('.') ? name : `${name}.`;
  return full === zone || full.endsWith(`.${zone}`);
}

/** A number as Go's Atoi reads it; the Error it would give otherwise. */
export function atoi(text: string): number | Error {
  return /^[+-]?\d+$/.test(text)
    ? Number(text)
    : new Error(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}
