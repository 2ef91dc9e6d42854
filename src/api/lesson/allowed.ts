import type { Action } from '../scenario.ts';
import type { Allowance } from './lesson.ts';

/** Why an exercise does not let a person do something, as a program would say it; undefined when it does. */
export function refusalOf({ commands, faults }: Allowance, action: Action): string | undefined {
  if (action.type === 'fault' && faults && !faults.includes(action.fault))
    return `error: this exercise does not allow the fault ${action.fault}\n`;
  const verb = commands && verbsOf(action).find((word) => !commands.includes(word));
  return verb === undefined
    ? undefined
    : `error: this exercise does not allow kubectl ${verb}; it allows: ${commands!.join(', ')}\n`;
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

const firstWord = (line: string): string =>
  line.split(/\s+/).find((word) => word !== '' && !word.startsWith('-')) ?? '';
