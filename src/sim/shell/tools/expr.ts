import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { isBusybox } from './lib/input.ts';
import { posixRegExp } from './lib/regex.ts';

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

class Problem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Evaluates an expression whose every part is a word. */
const expr: Tool = {
  names: ['expr'],
  *run(proc, args) {
    let at = 0;
    const level = (n: number): string => {
      const operators = LEVELS[n];
      if (!operators) return primary();
      let left = level(n + 1);
      while (at < args.length && operators.includes(args[at]!)) {
        const operator = args[at++]!;
        left = apply(operator, left, level(n + 1));
      }
      return left;
    };
    const primary = (): string => {
      const word = args[at++];
      if (word === undefined) throw new Problem(missing(proc, args));
      if (word === '(') {
        const value = level(0);
        if (args[at++] !== ')') throw new Problem('syntax error');
        return value;
      }
      const next = (): string => args[at++] ?? '';
      if (word === 'length') return String(next().length);
      if (word === 'match') return apply(':', next(), next());
      if (word === 'substr') return next().substr(Number(next()) - 1, Number(next()));
      if (word === 'index') {
        const [text, set] = [next(), next()];
        return String([...text].findIndex((c) => set.includes(c)) + 1);
      }
      return word;
    };
    try {
      const value = level(0);
      if (at < args.length)
        throw new Problem(isBusybox(proc) ? 'syntax error' : `syntax error: unexpected argument '${args[at]}'`);
      yield* proc.print(`${value}\n`);
      return isNull(value) ? 1 : 0;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      yield* proc.complain(`expr: ${problem.text}`);
      return 2;
    }
  },
};

function missing(proc: Proc, args: readonly string[]): string {
  if (isBusybox(proc)) return 'syntax error';
  return args.length === 0
    ? "missing operand\nTry 'expr --help' for more information."
    : `syntax error: missing argument after '${args.at(-1)}'`;
}

function isNull(value: string): boolean {
  return value === '' || /^-?0+$/.test(value);
}

function apply(operator: string, left: string, right: string): string {
  switch (operator) {
    case '|':
      return isNull(left) ? (isNull(right) ? '0' : right) : left;
    case '&':
      return isNull(left) || isNull(right) ? '0' : left;
    case ':': {
      const match = posixRegExp(`^${right.replace(/^\^/, '')}`, false).exec(left);
      if (/\\\(/.test(right)) return match?.[1] ?? '';
      return String(match?.[0].length ?? 0);
    }
    case '=':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right) ? '1' : '0';
    default: {
      if (!/^-?\d+$/.test(left) || !/^-?\d+$/.test(right)) throw new Problem('non-integer argument');
      const [a, b] = [BigInt(left), BigInt(right)];
      if ((operator === '/' || operator === '%') && b === 0n) throw new Problem('division by zero');
      const results = { '+': a + b, '-': a - b, '*': a * b };
      return String(operator === '/' ? a / b : operator === '%' ? a % b : results[operator as '+']);
    }
  }
}

function compare(operator: string, left: string, right: string): boolean {
  const isNumeric = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
  const order = isNumeric ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
  const results: Record<string, boolean> = {
    '=': order === 0,
    '==': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return results[operator]!;
}

export default expr;
