import type { Case, For, If, While } from 'unbash';
import type { Process } from '../../../api/process.ts';
import { runBody } from './execute.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import { LeaveLoop } from './jumps.ts';
import { patternToRegExp } from './pattern.ts';
import type { Shell } from './shell.ts';
import { assign } from './variables.ts';

export function* runIf(shell: Shell, node: If, isLast: boolean): Process<number> {
  for (const { clause, then } of [node, ...node.elif]) {
    if ((yield* runTested(shell, clause)) === 0) return yield* runBody(shell, then, isLast);
  }
  if (node.else) return yield* runBody(shell, node.else, isLast);
  shell.status = 0;
  return 0;
}

export function* runFor(shell: Shell, { name, wordlist, body }: For): Process<number> {
  const words = wordlist ? yield* expandWords(shell, wordlist) : shell.positional;
  let status = 0;
  for (const word of words) {
    assign(shell, name.value, word);
    const turn = yield* runTurn(shell, body);
    status = shell.status;
    if (turn === 'leave') break;
  }
  shell.status = status;
  return status;
}

export function* runWhile(shell: Shell, { kind, clause, body }: While): Process<number> {
  let status = 0;
  for (;;) {
    const test = yield* runTurn(shell, clause, true);
    if (test === 'leave') break;
    if ((shell.status === 0) !== (kind === 'while')) break;
    const turn = yield* runTurn(shell, body);
    status = shell.status;
    if (turn === 'leave') break;
  }
  shell.status = status;
  return status;
}

export function* runCase(shell: Shell, { word, items }: Case): Process<number> {
  const text = yield* expandText(shell, word);
  shell.status = 0;
  let fallsThrough = false;
  for (const { pattern, body, terminator } of items) {
    if (!fallsThrough && !(yield* meets(shell, text, pattern))) continue;
    yield* runBody(shell, body);
    fallsThrough = terminator === ';&';
    if (!fallsThrough && terminator !== ';;&') break;
  }
  return shell.status;
}

function* meets(shell: Shell, text: string, patterns: Case['items'][number]['pattern']): Process<boolean> {
  for (const pattern of patterns) {
    if (patternToRegExp(yield* expandPattern(shell, pattern)).test(text)) return true;
  }
  return false;
}

function* runTested(shell: Shell, clause: If['clause']): Process<number> {
  shell.tested++;
  try {
    return yield* runBody(shell, clause);
  } finally {
    shell.tested--;
  }
}

/** One turn of a loop's body, or its condition. */
export function* runTurn(shell: Shell, body: If['clause'], isTest = false): Process<'go on' | 'leave'> {
  shell.loopDepth++;
  try {
    if (isTest) shell.tested++;
    yield* runBody(shell, body);
    return 'go on';
  } catch (jump) {
    if (!(jump instanceof LeaveLoop)) throw jump;
    shell.status = 0;
    if (--jump.levels > 0) throw jump;
    return jump.kind === 'break' ? 'leave' : 'go on';
  } finally {
    shell.loopDepth--;
    if (isTest) shell.tested--;
  }
}
