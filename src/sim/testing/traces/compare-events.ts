import type { Difference, Tolerances } from './compare-story.ts';
import type { RecordedEvent } from './recorded-story.ts';

/** An event that comes again whenever the scheduler tries again. */
const REPEATED = new Set(['FailedScheduling']);
/** Failures that were counted together: how many there are hangs on how many updates of the owner were merged. */
const COMBINED_FAILURE = /^Warning FailedCreate: \(combined from similar events\)/;

/**
 * Compares the events about each object (about all Pods that one owner made together): the same ones, in the same order
 * where they are about one object, at about the same times. Which of several equal Pods comes first is left to chance.
 */
export function compareEvents(
  recorded: readonly RecordedEvent[],
  played: readonly RecordedEvent[],
  tolerances: Tolerances,
): Difference[] {
  const [mine, theirs] = [groups(recorded, tolerances), groups(played, tolerances)];
  const differences: Difference[] = [];
  for (const object of new Set([...mine.keys(), ...theirs.keys()])) {
    const [left, right] = [mine.get(object) ?? [], theirs.get(object) ?? []];
    const allowedMs = object.startsWith('Node/') ? tolerances.nodeTimeMs : tolerances.timeMs;
    differences.push(...compareLines(object, left, right, allowedMs));
  }
  return differences;
}

interface Line {
  readonly tMs: number;
  readonly text: string;
}

function compareLines(object: string, left: readonly Line[], right: readonly Line[], allowedMs: number): Difference[] {
  const differences: Difference[] = [];
  for (const text of new Set([...left, ...right].map((line) => line.text))) {
    const [a, b] = [left.filter((line) => line.text === text), right.filter((line) => line.text === text)];
    if (a.length !== b.length) {
      const tMs = (a[b.length] ?? b[a.length])!.tMs;
      differences.push({ object, what: `event ${text}`, tMs, recorded: times(a), played: times(b) });
      continue;
    }
    const late = a.findIndex((line, i) => Math.abs(line.tMs - b[i]!.tMs) > allowedMs);
    if (late < 0) continue;
    differences.push({ object, what: `event ${text}`, tMs: a[late]!.tMs, recorded: times(a), played: times(b) });
  }
  const isOne = !object.endsWith('>');
  const [mine, theirs] = [left, right].map((lines) => lines.map((line) => line.text).join('\n'));
  if (isOne && differences.length === 0 && mine !== theirs) {
    differences.push({ object, what: 'order of events', tMs: left[0]!.tMs, recorded: mine!, played: theirs! });
  }
  return differences;
}

function times(lines: readonly Line[]): string {
  return `${lines.length}x ${lines.map(({ tMs }) => `${(tMs / 1000).toFixed(3)}s`).join(' ')}`;
}

function groups(events: readonly RecordedEvent[], { withNodes }: Tolerances): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const event of events) {
    const object = event.object.replace(/<\d+>$/, '<>');
    const lines = found.get(object) ?? [];
    if (lines.length === 0) found.set(object, lines);
    const line = { tMs: event.tMs, text: lineOf(event, withNodes) };
    const repeats = REPEATED.has(event.reason) || COMBINED_FAILURE.test(line.text);
    const again = repeats && lines.some(({ text }) => text === line.text);
    if (!again) lines.push(line);
  }
  return found;
}

function lineOf(event: RecordedEvent, withNodes: boolean): string {
  const { type, reason, message, source = '', reportingComponent = '', action = '' } = event;
  const unnamed = message.replace(/<\d+>/g, '<>');
  const text = withNodes
    ? unnamed
    : unnamed.replace(/^((?:Successfully assigned|Preempted by) .*) node-\d$/, '$1 some node');
  return `${type} ${reason}: ${text} (${source}|${reportingComponent}|${action})`;
}
