import { ShellError } from './jumps.ts';
import type { Shell } from './shell.ts';
import { assign, parameter } from './variables.ts';

/** Binary operators by how tightly they bind. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z]+|\d+)|([A-Za-z_]\w*)|(<<=|>>=|\+\+|--|\*\*|[-+*/%&|^=!<>]=|<<|>>|&&|\|\||[-+*/%()<>=!~&|^?:,]))/y;

/** Evaluates the inside of `$((…))` after its expansions. Throws ShellError. */
export function evaluate(shell: Shell, text: string): bigint {
  const reader = new Reader(shell, text);
  if (reader.atEnd) return 0n;
  const value = reader.comma(true);
  if (!reader.atEnd) throw reader.syntaxError();
  return value;
}

class Reader {
  private readonly shell: Shell;
  private readonly text: string;
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(shell: Shell, text: string) {
    this.shell = shell;
    this.text = text;
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      this.tokens.push(match[1] ?? match[2] ?? match[3]!);
      end = TOKEN.lastIndex;
    }
    if (text.slice(end).trim() !== '') throw this.syntaxError();
  }

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  syntaxError(): ShellError {
    const { flavour } = this.shell;
    if (flavour === 'busybox') return new ShellError('arithmetic syntax error');
    if (flavour === 'bash') return new ShellError(`${this.text}: syntax error: operand expected`, 1);
    return new ShellError(`arithmetic expression: expecting primary: "${this.text}"`);
  }

  comma(live: boolean): bigint {
    let value = this.assignment(live);
    while (this.take(',')) value = this.assignment(live);
    return value;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private assignment(live: boolean): bigint {
    const name = this.tokens[this.at] ?? '';
    const operator = this.tokens[this.at + 1] ?? '';
    if (/^[A-Za-z_]/.test(name) && /^(?:[-+*/%&|^]|<<|>>)?=$/.test(operator)) {
      this.at += 2;
      const right = this.assignment(live);
      const value = operator === '=' ? right : this.apply(operator.slice(0, -1), this.variable(name), right, live);
      if (live) assign(this.shell, name, String(value));
      return value;
    }
    return this.ternary(live);
  }

  private ternary(live: boolean): bigint {
    const condition = this.binary(0, live);
    if (!this.take('?')) return condition;
    const yes = this.comma(live && condition !== 0n);
    if (!this.take(':')) throw this.syntaxError();
    const no = this.assignment(live && condition === 0n);
    return condition !== 0n ? yes : no;
  }

  private binary(level: number, live: boolean): bigint {
    const operators = LEVELS[level];
    if (!operators) return this.power(live);
    let left = this.binary(level + 1, live);
    for (;;) {
      const operator = this.tokens[this.at];
      if (operator === undefined || !operators.includes(operator)) return left;
      this.at++;
      const skips = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
      const right = this.binary(level + 1, live && !skips);
      left = this.apply(operator, left, right, live);
    }
  }

  private power(live: boolean): bigint {
    const base = this.unary(live);
    if (this.shell.flavour === 'dash' || !this.take('**')) return base;
    const exponent = this.power(live);
    if (exponent < 0n) throw new ShellError('exponent less than 0', 1);
    return wrap(base ** exponent);
  }

  private unary(live: boolean): bigint {
    if (this.take('-')) return wrap(-this.unary(live));
    if (this.take('+')) return this.unary(live);
    if (this.take('!')) return this.unary(live) === 0n ? 1n : 0n;
    if (this.take('~')) return wrap(~this.unary(live));
    const step = this.take('++') ? 1n : this.take('--') ? -1n : 0n;
    if (step !== 0n) {
      const name = this.tokens[this.at++] ?? '';
      const value = wrap(this.variable(name) + step);
      if (live) assign(this.shell, name, String(value));
      return value;
    }
    return this.primary(live);
  }

  private primary(live: boolean): bigint {
    const token = this.tokens[this.at++];
    if (token === '(') {
      const value = this.comma(live);
      if (!this.take(')')) throw this.syntaxError();
      return value;
    }
    if (token !== undefined && /^\d/.test(token)) return this.number(token);
    if (token === undefined || !/^[A-Za-z_]/.test(token)) throw this.syntaxError();
    const value = this.variable(token);
    const step = this.take('++') ? 1n : this.take('--') ? -1n : 0n;
    if (step !== 0n && live) assign(this.shell, token, String(wrap(value + step)));
    return value;
  }

  private number(token: string): bigint {
    const { flavour } = this.shell;
    if (flavour === 'dash' && token.includes('#')) {
      throw new ShellError(`arithmetic expression: expecting EOF: "${this.text}"`);
    }
    const value = number(token);
    if (value !== undefined) return value;
    if (flavour === 'bash') throw new ShellError(`${token}: value too great for base (error token is "${token}")`, 1);
    throw this.syntaxError();
  }

  private variable(name: string): bigint {
    const text = parameter(this.shell, name);
    if (text === undefined && this.shell.options.has('u')) throw new ShellError(`${name}: parameter not set`);
    const plain = (text ?? '').trim();
    if (plain === '') return 0n;
    const parsed = /^[-+]?\d/.test(plain) ? number(plain) : undefined;
    if (parsed !== undefined) return parsed;
    if (this.shell.flavour === 'dash') throw new ShellError(`Illegal number: ${text}`);
    return evaluate(this.shell, plain);
  }

  private apply(operator: string, a: bigint, b: bigint, live: boolean): bigint {
    if ((operator === '/' || operator === '%') && b === 0n) {
      if (!live) return 0n;
      const texts = {
        busybox: 'divide by zero',
        bash: `${this.text}: division by 0 (error token is "0")`,
        dash: `arithmetic expression: division by zero: "${this.text}"`,
      };
      throw new ShellError(texts[this.shell.flavour], this.shell.flavour === 'bash' ? 1 : 2);
    }
    return wrap(OPERATIONS[operator]!(a, b));
  }
}

const OPERATIONS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '||': (a, b) => (a !== 0n || b !== 0n ? 1n : 0n),
  '&&': (a, b) => (a !== 0n && b !== 0n ? 1n : 0n),
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => (a === b ? 1n : 0n),
  '!=': (a, b) => (a !== b ? 1n : 0n),
  '<=': (a, b) => (a <= b ? 1n : 0n),
  '>=': (a, b) => (a >= b ? 1n : 0n),
  '<': (a, b) => (a < b ? 1n : 0n),
  '>': (a, b) => (a > b ? 1n : 0n),
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** A number in C's notation, or BASE#DIGITS. */
function number(text: string): bigint | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replace(/^[-+]/, '');
  const based = /^(\d+)#(\w+)$/.exec(digits);
  if (based)
    return sign * [...based[2]!].reduce((sum, d) => sum * BigInt(based[1]!) + BigInt(Number.parseInt(d, 36)), 0n);
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) return sign * BigInt(digits);
  if (/^0[0-7]+$/.test(digits)) return sign * BigInt(`0o${digits.slice(1)}`);
  return /^\d+$/.test(digits) && !/^0\d/.test(digits) ? sign * BigInt(digits) : undefined;
}
