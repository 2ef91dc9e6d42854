import type { ArithmeticCommand, ArithmeticExpression, ArithmeticFor, TestCommand, TestExpression } from 'unbash';
import type { Process } from '../../../api/process.ts';
import { testUnary } from '../tools/test.ts';
import { setElements } from './arrays.ts';
import { runTurn } from './compound.ts';
import { arithmetic, expandPattern, expandText } from './expand.ts';
import { ShellError } from './jumps.ts';
import { bracket, patternToRegExp } from './pattern.ts';
import type { Shell } from './shell.ts';

/** `((…))` of bash and busybox. */
export function* runArithmeticCommand(shell: Shell, { body }: ArithmeticCommand): Process<number> {
  return (yield* arithmetic(shell, body)) === '0' ? 1 : 0;
}

/** `for ((…;…;…))` of bash. */
export function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Process<number> {
  const text = (part: ArithmeticExpression | undefined): string =>
    part ? shell.source.slice(part.pos, part.end) : '1';
  yield* arithmetic(shell, text(node.initialize));
  let status = 0;
  while ((yield* arithmetic(shell, text(node.test))) !== '0') {
    const turn = yield* runTurn(shell, node.body);
    status = shell.status;
    if (turn === 'leave') break;
    yield* arithmetic(shell, text(node.update));
  }
  shell.status = status;
  return status;
}

/** `[[ … ]]` of bash and busybox. */
export function* runTestCommand(shell: Shell, { expression }: TestCommand): Process<number> {
  return (yield* holds(shell, expression)) ? 0 : 1;
}

function* holds(shell: Shell, test: TestExpression): Process<boolean> {
  switch (test.type) {
    case 'TestGroup':
      return yield* holds(shell, test.expression);
    case 'TestNot':
      return (yield* holds(shell, test.operand)) !== (test.negations.length % 2 === 1);
    case 'TestLogical': {
      for (const operand of test.operands) {
        if ((yield* holds(shell, operand)) === (test.operator === '||')) return test.operator === '||';
      }
      return test.operator === '&&';
    }
    case 'TestUnary':
      return testUnary(shell.proc, test.operator, yield* expandText(shell, test.operand));
    case 'TestBinary':
      return yield* compare(shell, test.operator, test.left, test.right);
  }
}

/** A regular expression; what is quoted in it stands for itself. */
function* regexOf(shell: Shell, word: Operand): Process<string> {
  let source = '';
  for (const part of word.parts ?? []) {
    const text = yield* expandText(shell, { ...word, text: part.text, value: part.text, parts: [part] });
    const isQuoted = part.type === 'DoubleQuoted' || part.type === 'SingleQuoted';
    source += isQuoted ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text;
  }
  return posixClasses(word.parts ? source : word.text);
}

function posixClasses(source: string): string {
  return source.replace(/\[(?:\[:\w+:\]|[^\]])+\]/g, (one) => bracket(one.slice(1, -1)));
}

function matches(shell: Shell, text: string, source: string): boolean {
  const found = new RegExp(source).exec(text);
  setElements(shell, 'BASH_REMATCH', new Map((found ?? []).map((value, i) => [i, value ?? ''])));
  return found !== null;
}

type Operand = (TestExpression & { type: 'TestBinary' })['left'];

function* compare(shell: Shell, operator: string, leftWord: Operand, rightWord: Operand): Process<boolean> {
  const left = yield* expandText(shell, leftWord);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const meets = patternToRegExp(yield* expandPattern(shell, rightWord)).test(left);
    return meets === (operator !== '!=');
  }
  if (operator === '=~') return matches(shell, left, yield* regexOf(shell, rightWord));
  const right = yield* expandText(shell, rightWord);
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  const difference = Number(yield* arithmetic(shell, `(${left}) - (${right})`));
  switch (operator) {
    case '-eq':
      return difference === 0;
    case '-ne':
      return difference !== 0;
    case '-lt':
      return difference < 0;
    case '-le':
      return difference <= 0;
    case '-gt':
      return difference > 0;
    case '-ge':
      return difference >= 0;
    default:
      throw new ShellError(`${operator}: unknown operator`);
  }
}
