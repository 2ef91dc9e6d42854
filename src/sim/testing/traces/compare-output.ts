import type { Difference, Tolerances } from './compare-story.ts';
import type { RecordedAction, RecordedStory } from './recorded-story.ts';

/** What differs from run to run in a text for people. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/<\d+>/g, '<>'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, '<date>'],
  [/\b(\d+[dhms])+\b/g, '<age>'],
  [/\b\d+\.\d+\.\d+\.\d+(\/24)?\b|<(podIP|clusterIP|podCIDR)>/g, '<ip>'],
  [/\b3\d{4}\b|<nodePort>/g, '<nodePort>'],
  [/ {2,}|\t/g, ' '],
];

/**
 * Compares what the commands printed, line by line: texts for people without ages and addresses, of what waits the end.
 */
export function compareOutput(
  recorded: RecordedStory,
  played: RecordedStory,
  { withNodes }: Pick<Tolerances, 'withNodes'>,
): Difference[] {
  return recorded.actions.flatMap((action, i) => {
    const { command = '', exit = 0, tMs } = action;
    const result = played.actions[i]!;
    if (!command || result.exit === undefined) return [];
    const left = linesOf({ ...action, exit }, withNodes);
    const right = linesOf(result, withNodes);
    const [missing, extra] = [without(left, right), without(right, left)];
    if (missing.length + extra.length === 0) return [];
    return [{ object: command, what: 'output', tMs, recorded: missing.join('\n'), played: extra.join('\n') }];
  });
}

/** The exit code and the lines, of several equal ones numbered. */
function linesOf({ command = '', exit, stdout = '', stderr = '' }: RecordedAction, withNodes: boolean): string[] {
  const lines = stdout.trim().split('\n');
  const waits = command.includes('rollout status');
  // Objects as YAML are compared by field elsewhere.
  const seen = command.includes('-o yaml') ? [] : waits ? lines.slice(-1) : lines;
  const masked = [...stderr.trim().split('\n'), ...seen].map((line) => mask(line, withNodes));
  return [`exit ${exit}`, ...masked.filter((line) => line)];
}

function mask(line: string, withNodes: boolean): string {
  const text = MASKS.reduce((current, [pattern, name]) => current.replace(pattern, name), line).trim();
  return withNodes ? text : text.replace(/\bnode-\d\b/g, 'some node');
}

/** What is in a list more often than in another. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
