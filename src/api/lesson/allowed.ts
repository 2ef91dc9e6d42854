import type { Action } from '../scenario.ts';
import type { Allowance } from './lesson.ts';

/** Why an exercise does not let a person do something, as a program would say it; undefined when it does. */
export function refusalOf({ commands, faults }: Allowance, action: Action): string | undefined {
  const fault = faults && faultsOf(action).find((name) => !faults.includes(name));
  if (fault !== undefined)
    return `error: this exercise does not allow the fault ${fault}; it allows: ${listed(faults!)}\n`;
  const verb = commands && verbsOf(action).find((word) => !commands.includes(word));
  return verb === undefined
    ? undefined
    : `error: this exercise does not allow kubectl ${verb}; it allows: ${listed(commands!)}\n`;
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** What an input breaks: by mouse, or by a line of the terminal. */
function faultsOf(action: Action): readonly string[] {
  if (action.type === 'fault') return [action.fault];
  if (action.type !== 'shell') return [];
  return [...action.line.matchAll(/\borrery\s+fault\s+(?:--\S+\s+)*([a-z-]+)/g)].map(([, name = '']) => name);
}

/** What an input asks of kubectl. */
function verbsOf(action: Action): readonly string[] {
  if (action.type === 'apply') return ['apply'];
  if (action.type === 'kubectl') return [firstWord(action.command)].filter(Boolean);
  if (action.type !== 'shell') return [];
  return [...action.line.matchAll(/(?:^|[;&|(`]|\bxargs\s)\s*(?:kubectl|k)\s+([^;&|)`]*)/g)]
    .map(([, rest = '']) => firstWord(rest))
    .filter(Boolean);
}

/** Flags of kubectl that take the next word and may stand before the command. */
const TAKES_A_WORD =
  /^(?:-n|-s|-v|--(?:namespace|context|cluster|user|as|as-group|kubeconfig|server|token|request-timeout))$/;

const firstWord = (line: string): string =>
  line
    .split(/\s+/)
    .filter((word) => word !== '')
    .find((word, i, words) => !word.startsWith('-') && !TAKES_A_WORD.test(words[i - 1] ?? '')) ?? '';
