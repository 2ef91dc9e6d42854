import type { Process } from '../../../../api/process.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import { type Proc, release } from '../../kernel/proc.ts';
import type { AwkProgram, Expr } from './awk-syntax.ts';
import { InputText, toNumber, toText, type Value } from './awk-values.ts';
import { LineReader, openInput } from './input.ts';
import { posixRegExp } from './regex.ts';

/** Leaves the normal course: next, exit, break, continue, return. */
export class AwkJump {
  readonly kind: 'next' | 'exit' | 'break' | 'continue' | 'return';
  readonly value: Value | undefined;

  constructor(kind: AwkJump['kind'], value?: Value) {
    this.kind = kind;
    this.value = value;
  }
}

/** The state of a running awk: variables, arrays, the line and its fields, its files. */
export class AwkMachine {
  readonly proc: Proc;
  readonly program: AwkProgram;
  readonly variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['RS', '\n'],
    ['NR', 0],
    ['FNR', 0],
    ['SUBSEP', '\x1c'],
    ['OFMT', '%.6g'],
    ['CONVFMT', '%.6g'],
  ]);
  readonly arrays = new Map<string, Map<string, Value>>();
  /** Variables of the functions that are being called. */
  readonly frames: Map<string, Value | Map<string, Value> | undefined>[] = [];
  exitCode = 0;
  private fields: Value[] = [];
  private line = '';
  private lineIsStale = false;
  private fieldsAreStale = false;
  private readonly outputs = new Map<string, OpenFile>();
  private readonly inputs = new Map<string, LineReader>();
  /** Text for commands that print into; they run at the end. */
  readonly pipes = new Map<string, string>();

  constructor(proc: Proc, program: AwkProgram) {
    this.proc = proc;
    this.program = program;
  }

  setLine(line: string): void {
    this.line = line;
    this.lineIsStale = false;
    this.fieldsAreStale = true;
  }

  get(name: string): Value | undefined {
    const local = this.frames.at(-1);
    if (local?.has(name)) {
      const value = local.get(name);
      return value instanceof Map ? undefined : value;
    }
    if (name === 'NF') {
      this.split();
      return this.fields.length;
    }
    return this.variables.get(name);
  }

  set(name: string, value: Value): void {
    const local = this.frames.at(-1);
    if (local?.has(name)) {
      local.set(name, value);
      return;
    }
    if (name === 'NF') {
      this.split();
      const count = toNumber(value);
      while (this.fields.length < count) this.fields.push('');
      this.fields.length = count;
      this.lineIsStale = true;
      return;
    }
    this.variables.set(name, value);
  }

  array(name: string): Map<string, Value> {
    const local = this.frames.at(-1);
    if (local?.has(name)) {
      let value = local.get(name);
      if (!(value instanceof Map)) {
        value = new Map();
        local.set(name, value);
      }
      return value;
    }
    let array = this.arrays.get(name);
    if (!array) {
      array = new Map();
      this.arrays.set(name, array);
    }
    return array;
  }

  field(index: number): Value {
    if (index === 0) {
      if (this.lineIsStale) {
        this.line = this.fields.map((one) => toText(one)).join(toText(this.get('OFS')));
        this.lineIsStale = false;
      }
      return new InputText(this.line);
    }
    this.split();
    return this.fields[index - 1] ?? '';
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.setLine(toText(value));
      return;
    }
    this.split();
    while (this.fields.length < index) this.fields.push('');
    this.fields[index - 1] = value;
    this.lineIsStale = true;
  }

  /** Splits text as FS, or another separator, says. */
  pieces(text: string, separator: string): string[] {
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((piece) => piece !== '');
    if (text === '') return [];
    if (separator === '') return [...text];
    if (separator.length === 1 && separator !== '\\') return text.split(separator);
    return text.split(new RegExp(posixRegExp(separator, true).source.replace(/\((?!\?)/g, '(?:')));
  }

  /** The next line of a file that getline reads; undefined at its end. */
  *nextLineOf(path: string): Process<string | undefined> {
    let reader = this.inputs.get(path);
    if (!reader) {
      reader = new LineReader(this.proc, openInput(this.proc, path));
      this.inputs.set(path, reader);
    }
    return yield* reader.next();
  }

  /** Writes to where print leads: a file, a command's input, or standard output. */
  *write(text: string, mark: string, target: string): Process<void> {
    if (mark === '') yield* this.proc.print(text);
    else if (mark === '|') this.pipes.set(target, (this.pipes.get(target) ?? '') + text);
    else {
      let file = this.outputs.get(target);
      if (!file) {
        file = this.proc.open(target, mark === '>>' ? 'a' : 'w');
        file.refs++;
        this.outputs.set(target, file);
      }
      yield* file.write(this.proc, text);
    }
  }

  closeAll(): void {
    for (const file of this.outputs.values()) release(file);
    this.outputs.clear();
  }

  close(target: string): void {
    const file = this.outputs.get(target);
    if (file) release(file);
    this.outputs.delete(target);
    this.inputs.delete(target);
  }

  private split(): void {
    if (!this.fieldsAreStale) return;
    this.fieldsAreStale = false;
    const separator = toText(this.variables.get('FS'));
    this.fields = this.pieces(this.line, separator).map((piece) => new InputText(piece));
  }
}

/** An expression that a regular expression is expected in: /…/ or text. */
export function regexOf(of: Expr, text: () => string): RegExp {
  return of.op === 'regex' ? posixRegExp(of.source, true, 'g') : posixRegExp(text(), true, 'g');
}
