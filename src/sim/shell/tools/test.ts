import { SysError } from '../errors.ts';
import { check } from '../fs/file-system.ts';
import { contentOf } from '../fs/node.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { complainOf, flavourOf } from './lib/complain.ts';

/** Evaluates a condition: `test` and `[`. */
const test: Tool = {
  names: ['test', '['],
  builtin: 'speaks',
  *run(proc, args, name) {
    const words = [...args];
    try {
      if (name === '[' && words.pop() !== ']')
        throw new TestProblem(flavourOf(proc) === 'bash' ? "missing `]'" : 'missing ]');
      return new Condition(proc, words).holds() ? 0 : 1;
    } catch (problem) {
      if (!(problem instanceof TestProblem)) throw problem;
      yield* complainOf(proc, name, problem.text);
      return 2;
    }
  },
};

class TestProblem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[bcdefghknprstuwxzLOGSN]$/;

class Condition {
  private readonly proc: Proc;
  private readonly words: readonly string[];
  private at = 0;

  constructor(proc: Proc, words: readonly string[]) {
    this.proc = proc;
    this.words = words;
  }

  holds(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    // Three words with an operator between them are a comparison, whatever they look like.
    if (words.length === 3 && BINARY.has(words[1]!)) return this.binary(words[0]!, words[1]!, words[2]!);
    if (words.length === 2 && BINARY.has(words[1]!) && words[0] !== '!' && flavourOf(this.proc) !== 'bash') {
      throw new TestProblem(`${words[1]}: argument expected`);
    }
    const value = this.or();
    if (this.at < words.length) throw new TestProblem(this.unexpected(words[this.at]!));
    return value;
  }

  private unexpected(word: string): string {
    const { words } = this;
    switch (flavourOf(this.proc)) {
      case 'bash':
        if (words.length === 2 || (words.length === 3 && words[0] === '!')) {
          return `${words[words.length - 2]}: unary operator expected`;
        }
        return words.length === 3 ? `${words[1]}: binary operator expected` : 'too many arguments';
      case 'dash':
        return `${words[this.at - 1]}: unexpected operator`;
      default:
        return `${word}: unknown operand`;
    }
  }

  private or(): boolean {
    let value = this.and();
    while (this.words[this.at] === '-o') {
      this.at++;
      value = this.and() || value;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (this.words[this.at] === '-a') {
      this.at++;
      value = this.not() && value;
    }
    return value;
  }

  private not(): boolean {
    if (this.words[this.at] === '!' && this.at + 1 < this.words.length) {
      this.at++;
      return !this.not();
    }
    return this.primary();
  }

  private primary(): boolean {
    const word = this.words[this.at++];
    if (word === undefined) throw new TestProblem('argument expected');
    const operator = this.words[this.at];
    if (operator !== undefined && BINARY.has(operator) && this.at + 1 < this.words.length) {
      this.at += 2;
      return this.binary(word, operator, this.words[this.at - 1]!);
    }
    if (word === '(') {
      const value = this.or();
      if (this.words[this.at++] !== ')') throw new TestProblem('closing paren expected');
      return value;
    }
    if (UNARY.test(word) && this.at < this.words.length) return testUnary(this.proc, word, this.words[this.at++]!);
    return word !== '';
  }

  private binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
      case '-ot': {
        const [a, b] = [left, right].map((path) => this.proc.kernel.fs.find(path, this.proc.cwd)?.node.mtimeMs ?? -1);
        return operator === '-nt' ? a! > b! : a! < b!;
      }
      case '-ef':
        return isSame(this.proc, left, right);
      default:
        return this.numbers(left, operator, right);
    }
  }

  private numbers(left: string, operator: string, right: string): boolean {
    const a = this.number(left);
    const b = this.number(right);
    const results: Record<string, boolean> = {
      '-eq': a === b,
      '-ne': a !== b,
      '-lt': a < b,
      '-le': a <= b,
      '-gt': a > b,
      '-ge': a >= b,
    };
    return results[operator]!;
  }

  private number(text: string): bigint {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ''));
    const flavour = flavourOf(this.proc);
    if (flavour === 'bash') throw new TestProblem(`${text}: integer expression expected`);
    throw new TestProblem(flavour === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`);
  }
}

function isSame({ kernel, cwd }: Proc, left: string, right: string): boolean {
  const node = kernel.fs.find(left, cwd)?.node;
  return node !== undefined && node === kernel.fs.find(right, cwd)?.node;
}

/** Evaluates a test of one operand: `-f PATH`, `-z TEXT`. */
export function testUnary(proc: Proc, operator: string, operand: string): boolean {
  if (operator === '-z') return operand === '';
  if (operator === '-n') return operand !== '';
  if (operator === '-t') return proc.files.get(Number(operand))?.isTty ?? false;
  const { fs } = proc.kernel;
  const isLink = operator === '-L' || operator === '-h';
  const node = fs.find(operand, proc.cwd, !isLink)?.node;
  if (!node) return false;
  switch (operator) {
    case '-f':
      return node.type === 'file';
    case '-d':
      return node.type === 'dir';
    case '-c':
      return node.type === 'device';
    case '-L':
    case '-h':
      return node.type === 'link';
    case '-s':
      return node.type === 'dir' || (node.type === 'file' && contentOf(node) !== '');
    case '-r':
    case '-w':
      return may(proc, node, operator === '-r' ? 4 : 2);
    case '-x':
      return node.type === 'dir' || ((node.mode & 0o111) !== 0 && may(proc, node, 1));
    case '-b':
    case '-p':
    case '-S':
    case '-g':
    case '-k':
    case '-u':
      return false;
    default:
      return true;
  }
}

function may(proc: Proc, node: Parameters<typeof check>[0], wanted: 1 | 2 | 4): boolean {
  try {
    check(node, wanted, proc.credentials);
    return true;
  } catch (error) {
    if (error instanceof SysError) return false;
    throw error;
  }
}

export default test;
