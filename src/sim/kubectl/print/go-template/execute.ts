import { goQuote } from '../../../../base/go-quote.ts';
import { functions } from './functions.ts';
import type { Body, Command, Node, Operand, Parsed, Pipe } from './nodes.ts';
import { parseGoTemplate } from './parse.ts';
import { isTrue, plain, printed } from './values.ts';

/** Runs with JSON data; `missingKeys` allows keys that maps do not have. Throws Go's errors. Models text/template. */
export type GoTemplate = (data: unknown, missingKeys: boolean) => string;

/** Parses a Go template; throws Go's error for one that is wrong. */
export function goTemplate(text: string): GoTemplate {
  const parsed = parseGoTemplate(text);
  return (data, missingKeys) => new Execution(text, parsed, withIntegers(data), missingKeys).run();
}

/** JSON data with whole numbers as integers, as kubectl decodes them. */
function withIntegers(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(withIntegers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withIntegers(each)]));
}

/** A template that failed, with what it had printed until then. */
export class TemplateFailure extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** Go's limit is higher; this one is reached before the stack is. */
const MAX_DEPTH = 1000;

interface Variable {
  readonly name: string;
  value: unknown;
}

class LoopEnd extends Error {
  readonly again: boolean;

  constructor(again: boolean) {
    super('loop');
    this.again = again;
  }
}

class Execution {
  private readonly template: string;
  private readonly data: unknown;
  private readonly missingKeys: boolean;
  private readonly parsed: Parsed;
  private variables: Variable[];
  private output = '';
  /** The template that is at work. */
  private name = 'output';
  private depth = 0;

  constructor(template: string, parsed: Parsed, data: unknown, missingKeys: boolean) {
    this.template = template;
    this.parsed = parsed;
    this.data = data;
    this.missingKeys = missingKeys;
    this.variables = [{ name: '$', value: data }];
  }

  run(): string {
    try {
      this.walk(this.parsed.body, this.data);
    } catch (error) {
      throw new TemplateFailure((error as Error).message, this.output);
    }
    return this.output;
  }

  private walk(body: Body, dot: unknown): void {
    for (const node of body) this.step(node, dot);
  }

  private step(node: Node, dot: unknown): void {
    switch (node.type) {
      case 'text':
        this.output += node.text;
        return;
      case 'action': {
        const value = this.pipe(node.pipe, dot, true);
        if (node.pipe.variables.length === 0) this.output += printed(value);
        return;
      }
      case 'template':
        this.named(node, dot);
        return;
      case 'break':
      case 'continue':
        throw new LoopEnd(node.type === 'continue');
      default:
        this.scoped(() => this.branch(node, dot));
    }
  }

  /** Another template, which sees nothing but what it is given. */
  private named(node: Extract<Node, { type: 'template' }>, dot: unknown): void {
    const body = this.parsed.defined.get(node.name);
    if (!body) throw this.error(node.at, node.text, `template ${goQuote(node.name)} not defined`);
    if (this.depth === MAX_DEPTH) {
      throw this.error(node.at, node.text, `exceeded maximum template depth (${MAX_DEPTH})`);
    }
    const value = node.pipe && this.pipe(node.pipe, dot, true);
    const { name, variables } = this;
    this.name = node.name;
    this.variables = [{ name: '$', value }];
    this.depth++;
    this.walk(body, value);
    this.depth--;
    this.variables = variables;
    this.name = name;
  }

  private scoped(work: () => void): void {
    const before = this.variables.length;
    try {
      work();
    } finally {
      this.variables.length = before;
    }
  }

  private branch(node: Extract<Node, { pipe: Pipe; body: Body }>, dot: unknown): void {
    const value = this.pipe(node.pipe, dot, node.type !== 'range');
    if (node.type === 'range') this.range(node, value, dot);
    else if (isTrue(value)) this.walk(node.body, node.type === 'with' ? value : dot);
    else if (node.otherwise) this.walk(node.otherwise, dot);
  }

  private range(node: Extract<Node, { pipe: Pipe; body: Body }>, value: unknown, dot: unknown): void {
    const entries = this.entriesOf(node.pipe, value);
    if (entries.length === 0) {
      if (node.otherwise) this.walk(node.otherwise, dot);
      return;
    }
    const { variables, assigns } = node.pipe;
    for (const [key, item] of entries) {
      const values = variables.length > 1 ? [key, item] : [item];
      try {
        this.scoped(() => {
          variables.forEach((name, i) => {
            this.bind(name, values[i], assigns);
          });
          this.walk(node.body, item);
        });
      } catch (error) {
        if (!(error instanceof LoopEnd)) throw error;
        if (!error.again) return;
      }
    }
  }

  private entriesOf(pipe: Pipe, value: unknown): readonly (readonly [unknown, unknown])[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item, i) => [BigInt(i), item]);
    if (typeof value === 'bigint') return Array.from({ length: Number(value) }, (_, i) => [BigInt(i), BigInt(i)]);
    if (typeof value !== 'object') {
      const last = pipe.commands.at(-1)!;
      throw this.error(last.args[0]!.at, last.text, `range can't iterate over ${plain(value)}`);
    }
    const map = value as Readonly<Record<string, unknown>>;
    return Object.keys(map)
      .sort()
      .map((key) => [key, map[key]]);
  }

  private pipe(pipe: Pipe, dot: unknown, binds: boolean): unknown {
    let value: unknown;
    pipe.commands.forEach((command, i) => {
      value = this.command(command, dot, i > 0 ? [value] : []);
    });
    if (binds) for (const name of pipe.variables) this.bind(name, value, pipe.assigns);
    return value;
  }

  private bind(name: string, value: unknown, assigns: boolean): void {
    const known = assigns ? this.variables.findLast((each) => each.name === name) : undefined;
    if (known) known.value = value;
    else this.variables.push({ name, value });
  }

  private command(command: Command, dot: unknown, piped: readonly unknown[]): unknown {
    const [first, ...rest] = command.args as [Operand, ...Operand[]];
    if (first.base.type === 'function') return this.call(command, first.base.name, rest, dot, piped);
    if (rest.length > 0 || piped.length > 0) {
      throw this.error(first.at, first.text, `can't give argument to non-function ${first.text}`);
    }
    if (first.base.type === 'nil') throw this.error(first.at, first.text, 'nil is not a command');
    return this.operand(first, dot);
  }

  private call(
    command: Command,
    name: string,
    operands: readonly Operand[],
    dot: unknown,
    piped: readonly unknown[],
  ): unknown {
    if (name === 'and' || name === 'or') {
      let value: unknown;
      for (const operand of operands) {
        value = this.operand(operand, dot);
        if (isTrue(value) === (name === 'or')) return value;
      }
      return piped.length ? piped[0] : value;
    }
    const args = [...operands.map((operand) => this.operand(operand, dot)), ...piped];
    try {
      return functions[name]!(args);
    } catch (error) {
      throw this.error(command.at, command.text, `error calling ${name}: ${(error as Error).message}`);
    }
  }

  private operand(operand: Operand, dot: unknown): unknown {
    return operand.fields.reduce<unknown>((value, field) => this.field(operand, value, field), this.base(operand, dot));
  }

  private base(operand: Operand, dot: unknown): unknown {
    const { base } = operand;
    switch (base.type) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'variable':
        return this.variables.findLast((each) => each.name === base.name)?.value;
      case 'constant':
        return base.value;
      case 'pipe':
        return this.pipe(base.pipe, dot, true);
      default:
        return this.call({ args: [operand], at: operand.at, text: operand.text }, base.name, [], dot, []);
    }
  }

  private field(operand: Operand, value: unknown, field: string): unknown {
    const fail = (why: string): never => {
      throw this.error(operand.at, operand.text, why);
    };
    if (value === undefined || value === null) {
      return this.missingKeys ? undefined : fail(`nil data; no entry for key ${goQuote(field)}`);
    }
    if (typeof value !== 'object' || Array.isArray(value)) fail(`can't evaluate field ${field} in type interface {}`);
    const map = value as Readonly<Record<string, unknown>>;
    if (!Object.hasOwn(map, field) && !this.missingKeys) fail(`map has no entry for key ${goQuote(field)}`);
    return map[field];
  }

  private error(at: number, text: string, message: string): Error {
    const before = this.template.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);
    return new Error(`template: output:${line}:${column}: executing ${goQuote(this.name)} at <${text}>: ${message}`);
  }
}
