import { posixRegExp } from './regex.ts';

/** A line number, the last line, every n-th line, or lines that meet an expression. */
export type Address = number | '$' | RegExp | { readonly first: number; readonly step: number };

/** One command of a sed script. */
export interface SedCommand {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  /** Text of a, i, c; file of w; label of b and t; exit code of q. */
  readonly text: string;
  readonly expression?: RegExp;
  readonly replacement?: (found: readonly string[]) => string;
  readonly flags?: string;
  readonly map?: ReadonlyMap<string, string>;
  /** Where b, t and the end of a block lead; undefined is the end of the script. */
  target?: number | undefined;
}

/** What is wrong with a script. */
export class SedProblem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Takes a sed script apart. Throws SedProblem. */
export function parseSed(script: string, isExtended: boolean): SedCommand[] {
  const commands: SedCommand[] = [];
  const labels = new Map<string, number>();
  const open: number[] = [];
  const reader = new ScriptReader(script, isExtended);
  for (let command = reader.command(); command; command = reader.command()) {
    if (command.name === ':') labels.set(command.text, commands.length - 1);
    else if (command.name === '}') {
      const start = open.pop();
      if (start === undefined) throw new SedProblem("unexpected '}'");
      commands[start]!.target = commands.length - 1;
    } else {
      if (command.name === '{') open.push(commands.length);
      commands.push(command);
    }
  }
  if (open.length > 0) throw new SedProblem("unmatched '{'");
  for (const command of commands) {
    if ((command.name !== 'b' && command.name !== 't') || command.text === '') continue;
    const target = labels.get(command.text);
    if (target === undefined) throw new SedProblem(`can't find label '${command.text}'`);
    command.target = target;
  }
  return commands;
}

class ScriptReader {
  private at = 0;
  private readonly text: string;
  private readonly isExtended: boolean;
  private last: RegExp | undefined;

  constructor(text: string, isExtended: boolean) {
    this.text = text;
    this.isExtended = isExtended;
  }

  command(): SedCommand | undefined {
    this.skip(/[\s;]*(?:#[^\n]*[\s;]*)*/y);
    if (this.at >= this.text.length) return undefined;
    const from = this.address();
    let to: Address | undefined;
    if (from !== undefined && this.text[this.at] === ',') {
      this.at++;
      const plus = this.skip(/\+\d+/y);
      to = plus && typeof from === 'number' ? from + Number(plus.slice(1)) : this.address();
    }
    this.skip(/\s*/y);
    const negated = this.skip(/!\s*/y) !== '';
    const name = this.text[this.at++] ?? '';
    const base = { name, from, to, negated, text: '' };
    if (name === 's') return { ...base, ...this.substitution() };
    if (name === 'y') return { ...base, map: this.characterMap() };
    if (/[aic]/.test(name)) {
      const text = this.skip(/(?:\s*\\\n|[ \t]*)((?:\\\n|[^\n])*)/y).replace(/^\s*(?:\\\n)?/, '');
      return { ...base, text: text.replace(/^\\(?=\s)/, '').replace(/\\(\n|.)/g, '$1') };
    }
    if (/[bt:]/.test(name)) return { ...base, text: this.skip(/[ \t]*[^\n;}]*/y).trim() };
    if (/[wr]/.test(name)) return { ...base, text: this.skip(/[^\n]*/y).trim() };
    if (/[qQ]/.test(name)) return { ...base, text: this.skip(/[ \t]*\d*/y).trim() };
    if (!/[{}pPdDhHgGxnN=l]/.test(name)) throw new SedProblem(`unsupported command ${name}`);
    return base;
  }

  private address(): Address | undefined {
    const c = this.text[this.at] ?? '';
    const step = this.skip(/\d+~\d+/y);
    if (step) return { first: Number(step.split('~')[0]), step: Number(step.split('~')[1]) || 1 };
    const digits = this.skip(/\d+/y);
    if (digits) return Number(digits);
    if (c === '$') {
      this.at++;
      return '$';
    }
    if (c !== '/' && c !== '\\') return undefined;
    if (c === '\\') this.at++;
    const source = this.delimited(this.text[this.at++]!);
    return this.expression(source, this.skip(/I/y) ? 'i' : '');
  }

  private expression(source: string, flags: string): RegExp {
    if (source === '' && this.last) return this.last;
    try {
      this.last = posixRegExp(source, this.isExtended, flags);
    } catch {
      throw new SedProblem(`bad regex '${source}'`);
    }
    return this.last;
  }

  private substitution(): Pick<SedCommand, 'expression' | 'replacement' | 'flags'> {
    const mark = this.text[this.at++];
    if (mark === undefined) throw new SedProblem('unterminated s command');
    const source = this.delimited(mark);
    const template = this.delimited(mark);
    const flags = this.skip(/[gpiIe0-9]*/y);
    const expression = this.expression(source, /i/i.test(flags) ? 'i' : '');
    return { expression, replacement: (found) => fill(template, found), flags };
  }

  private characterMap(): Map<string, string> {
    const mark = this.text[this.at++]!;
    const from = this.delimited(mark).replaceAll('\\n', '\n');
    const to = this.delimited(mark).replaceAll('\\n', '\n');
    if (from.length !== to.length) throw new SedProblem("strings for `y' command are different lengths");
    return new Map([...from].map((c, i) => [c, to[i]!]));
  }

  /** The text up to a delimiter, which is taken; a quoted delimiter stands for itself. */
  private delimited(mark: string): string {
    let text = '';
    let inBrackets = false;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at]!;
      if (c === '\\') {
        const next = this.text[++this.at] ?? '';
        text += next === mark ? mark : `\\${next}`;
      } else if (c === mark && !inBrackets) {
        this.at++;
        return text;
      } else {
        if (c === '[' && !inBrackets) inBrackets = true;
        else if (c === ']' && !/\[\^?$/.test(text)) inBrackets = false;
        text += c;
      }
    }
    throw new SedProblem("unterminated `s' command");
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

function fill(template: string, found: readonly string[]): string {
  return template.replace(/\\(\d)|\\(\n|.)|&/gs, (whole, group?: string, escaped?: string) => {
    if (whole === '&') return found[0]!;
    if (group !== undefined) return found[Number(group)] ?? '';
    return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped!;
  });
}
