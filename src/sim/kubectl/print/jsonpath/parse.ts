/** One step of a path: from each value to none, one or several. */
export type Step =
  | { readonly type: 'field'; readonly name: string }
  /** A word that means nothing: an error when the template runs. */
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | {
      readonly type: 'slice';
      readonly from?: number;
      readonly to?: number;
      readonly step?: number;
      readonly one: boolean;
    }
  | { readonly type: 'union'; readonly paths: readonly (readonly Step[])[] }
  | { readonly type: 'filter'; readonly left: Operand; readonly operator: string; readonly right: Operand };

/** A side of a filter's comparison. */
export type Operand = { readonly path: readonly Step[] } | { readonly literal: unknown };

/** A piece of a template. */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'range'; readonly steps: readonly Step[]; readonly body: readonly Node[] };

/** Takes a template in kubectl's JSONPath dialect apart. Models client-go/util/jsonpath. */
export function parseTemplate(template: string): readonly Node[] {
  const stack: { steps: readonly Step[]; body: Node[] }[] = [{ steps: [], body: [] }];
  const add = (node: Node): void => {
    stack.at(-1)!.body.push(node);
  };
  const endRange = (): void => {
    const { steps, body } = stack.pop()!;
    add({ type: 'range', steps, body });
  };
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open !== at) add({ type: 'text', text: template.slice(at, open < 0 ? template.length : open) });
    if (open < 0) break;
    const cursor = new Cursor(template, open + 1);
    cursor.skipBlanks();
    // An empty action stands for the whole object.
    if (template[cursor.at] === '}') add({ type: 'path', steps: [] });
    while (!cursor.take('}')) {
      if (cursor.done) throw new Error('unclosed action');
      const word = cursor.word();
      if (word === 'range') stack.push({ steps: cursor.path(), body: [] });
      else if (word === 'end') {
        if (stack.length === 1) throw new Error('not in range, nothing to end');
        endRange();
      } else if (cursor.atQuote) add({ type: 'text', text: cursor.quoted() });
      else add({ type: 'path', steps: cursor.path() });
      cursor.skipBlanks();
    }
    at = cursor.at;
  }
  // kubectl takes the end of the template for the end of what is open.
  while (stack.length > 1) endRange();
  return stack[0]!.body;
}

/** A path without braces or with them, as `--sort-by` and custom columns take it. */
export function parseFieldPath(text: string): readonly Step[] {
  const inner = /^\{?\.?([^{}]+)\}?$/.exec(text)?.[1];
  if (inner === undefined) {
    throw new Error(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  }
  return new Cursor(inner.startsWith('[') ? inner : `.${inner}`, 0).path();
}

const FIELD_END = /[\s.[\]{}(),=!<>]/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

class Cursor {
  private readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get atQuote(): boolean {
    return this.text[this.at] === '"' || this.text[this.at] === "'";
  }

  skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** `range` or `end`, if one is next. */
  word(): string {
    const match = /^(range\s+|end(?=\s*\}))/.exec(this.text.slice(this.at));
    if (!match) return '';
    this.at += match[0].length;
    return match[0].trim();
  }

  quoted(): string {
    const quote = this.text[this.at++]!;
    let result = '';
    for (; !this.done && this.text[this.at] !== quote; this.at++) {
      if (this.text[this.at] !== '\\') result += this.text[this.at];
      else result += ESCAPES[this.text[++this.at] ?? ''] ?? this.text[this.at] ?? '';
    }
    if (this.done) throw new Error('unterminated quoted string');
    this.at++;
    return result;
  }

  path(): Step[] {
    const steps: Step[] = [];
    if (this.text[this.at] === '$' || this.text[this.at] === '@') this.at++;
    for (;;) {
      if (this.take('..')) {
        steps.push({ type: 'recursive' });
        if (this.text[this.at] !== '[') steps.push(this.field());
      } else if (this.take('.')) {
        if (this.text[this.at] !== '[') steps.push(...this.dotted());
      } else if (this.take('[')) steps.push(this.bracket());
      else break;
    }
    if (steps.length === 0 && !this.done && !/[\s}\])]/.test(this.text[this.at]!)) {
      if (/\w/.test(this.text[this.at]!)) {
        const name = this.rest();
        this.at += name.length;
        return [{ type: 'identifier', name }];
      }
      const character = this.text[this.at]!;
      throw new Error(`unrecognized character in action: U+${hex(character.charCodeAt(0))} '${character}'`);
    }
    return steps;
  }

  private rest(): string {
    return /^\w*/.exec(this.text.slice(this.at))![0];
  }

  private dotted(): Step[] {
    return this.done || FIELD_END.test(this.text[this.at]!) ? [] : [this.field()];
  }

  private field(): Step {
    let name = '';
    while (!this.done && !FIELD_END.test(this.text[this.at]!)) {
      if (this.text[this.at] === '\\') this.at++;
      name += this.text[this.at++] ?? '';
    }
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name };
  }

  private bracket(): Step {
    if (this.take('?(')) return this.filter();
    const end = /[\]\n]/.exec(this.text.slice(this.at));
    if (end?.[0] !== ']') throw new Error('unterminated array');
    const content = this.text.slice(this.at, this.at + end.index);
    this.at += end.index + 1;
    const parts = content.split(',');
    const paths = parts.map((part) => indexPath(parts.length > 1 ? part.trim() : part));
    return paths.length === 1 && paths[0]!.length === 1 ? paths[0]![0]! : { type: 'union', paths };
  }

  private filter(): Step {
    const left = this.operand();
    this.skipBlanks();
    const operator = ['==', '!=', '<=', '>=', '<', '>'].find((each) => this.take(each)) ?? 'exists';
    this.skipBlanks();
    const right = operator === 'exists' ? { literal: undefined } : this.operand();
    this.skipBlanks();
    if (!this.take(')]')) throw new Error('unterminated filter');
    return { type: 'filter', left, operator, right };
  }

  private operand(): Operand {
    this.skipBlanks();
    if (this.atQuote) return { literal: this.quoted() };
    const word = /^(true|false|-?\d+(\.\d+)?)/.exec(this.text.slice(this.at))?.[0];
    if (word === undefined) return { path: this.path() };
    this.at += word.length;
    return { literal: word === 'true' ? true : word === 'false' ? false : Number(word) };
  }
}

const SLICE = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/;

/** What stands in brackets: `*`, a slice, or a path in single quotes. */
function indexPath(text: string): readonly Step[] {
  if (text === '*') return [{ type: 'wildcard' }];
  const quoted = /^'([^']*)'$/.exec(text)?.[1];
  // kubectl takes dots inside the quotes for dots of a path.
  if (quoted !== undefined) return new Cursor(`.${quoted}`, 0).path();
  if (text.startsWith('.') || text.startsWith('@')) return new Cursor(text, 0).path();
  const match = SLICE.exec(text);
  if (!match || text === '') throw new Error(`invalid array index ${text}`);
  const number = (digits: string | undefined): number | undefined => (digits ? Number(digits) : undefined);
  const [from, to, step] = [number(match[1]), number(match[2]), number(match[3])];
  return [
    {
      type: 'slice',
      one: match[2] === undefined,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(step === undefined ? {} : { step }),
    },
  ];
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
