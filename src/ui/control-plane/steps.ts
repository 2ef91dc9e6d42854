import type { JourneyRow, JourneyWrite } from '../../protocol/control-plane.ts';

/** A line of the journey: a request, a write in etcd, or a watch event; several of a kind are one step. */
export interface Step {
  readonly key: string;
  readonly kind: 'request' | 'store' | 'watch';
  readonly atMs: number;
  /** Components: who asks, or who is told. */
  readonly who: readonly string[];
  readonly text: string;
  /** How many of them there were. */
  readonly count: number;
  /** The request it is, or belongs to. */
  readonly request: number;
  /** Of a request: 0 while there is no answer. */
  readonly code: number;
  readonly note: string;
  /** Of the write that the request led to; 0 for none. */
  readonly revision: number;
  /** Of a write in a group: the members that have confirmed it. */
  readonly acknowledged: readonly string[];
  readonly lost: boolean;
}

type Draft = { -readonly [K in keyof Step]: Step[K] };

/** `POST pods` of `POST pods/a-x7c2d/binding`: what makes two requests alike. */
function likeness(text: string): string {
  const [method = '', path = ''] = text.split(' ');
  const parts = path.split('/');
  return `${method} ${parts[0]} ${parts.slice(2).join('/')}`;
}

function requestStep(
  row: JourneyRow,
  answers: ReadonlyMap<number, JourneyRow>,
  writes: ReadonlyMap<number, number>,
): Draft {
  const answer = answers.get(row.id);
  return {
    key: `r${row.id}`,
    kind: 'request',
    atMs: row.sentMs,
    who: [row.who],
    text: row.text,
    count: 1,
    request: row.id,
    code: answer?.code ?? 0,
    note: answer?.note ?? '',
    revision: writes.get(row.id) ?? 0,
    acknowledged: [],
    lost: row.arrivesMs < 0,
  };
}

function storeStep(row: JourneyRow, rows: readonly JourneyRow[], writes: ReadonlyMap<number, number>): Draft {
  const acknowledged = rows
    .filter(({ kind, request, text }) => kind === 'raft' && request === row.request && text.startsWith('appendReply'))
    .map(({ from }) => from);
  return {
    ...{ key: `e${row.id}`, kind: 'store', atMs: row.sentMs, who: [row.to], text: row.text, count: 1 },
    ...{ request: row.request, code: 0, note: '', revision: writes.get(row.request) ?? 0 },
    acknowledged: [...new Set(acknowledged)].sort(),
    lost: row.arrivesMs < 0,
  };
}

/** A controller manager has one watch for all its controllers: those that act on the event are who it is for. */
function watchStep(row: JourneyRow, acting: ReadonlyMap<number, readonly string[]>): Draft {
  const who = row.who.endsWith('controller-manager') ? (acting.get(row.id) ?? [row.who]) : [row.who];
  return {
    ...{ key: `w${row.id}`, kind: 'watch', atMs: row.sentMs, who, text: row.text, count: 1 },
    ...{ request: row.cause, code: 0, note: '', revision: 0, acknowledged: [], lost: row.arrivesMs < 0 },
  };
}

/** Puts a step with the one before it when the two are alike. */
function joined(before: Draft | undefined, step: Draft): boolean {
  if (before === undefined || before.kind !== step.kind || before.kind === 'store') return false;
  if (step.kind === 'watch') {
    const sameEvent = before.text === step.text && before.request === step.request;
    const [what] = step.text.split('/');
    const alike = before.text.startsWith(`${what}/`) && before.who.length === 1 && before.who[0] === step.who[0];
    if (!sameEvent && !alike) return false;
    if (sameEvent) before.who = [...new Set([...before.who, ...step.who])];
    else before.count++;
    return true;
  }
  if (before.who[0] !== step.who[0] || likeness(before.text) !== likeness(step.text) || step.code >= 400) return false;
  if (before.code >= 400) return false;
  before.count++;
  return true;
}

/** The journey as a list, in order of time. */
export function stepsOf(rows: readonly JourneyRow[], writes: readonly JourneyWrite[]): readonly Step[] {
  const answers = new Map<number, JourneyRow>();
  for (const row of rows) if (row.kind === 'response') answers.set(row.request, row);
  const revisions = new Map(writes.map(({ request, revision }) => [request, revision]));
  const acting = new Map<number, string[]>();
  for (const { kind, cause, who } of rows) {
    if (kind !== 'request') continue;
    const known = acting.get(cause) ?? [];
    if (!known.includes(who)) acting.set(cause, [...known, who]);
  }
  const stored = new Set<number>();
  const steps: Draft[] = [];
  const last: Record<Step['kind'], Draft | undefined> = { request: undefined, store: undefined, watch: undefined };
  const add = (step: Draft) => {
    if (joined(last[step.kind], step)) return;
    last[step.kind] = step;
    steps.push(step);
  };
  for (const row of rows) {
    if (row.kind === 'request') add(requestStep(row, answers, revisions));
    else if (row.kind === 'watch') add(watchStep(row, acting));
    else if (row.kind === 'store' && row.text.startsWith('txn') && !stored.has(row.request)) {
      stored.add(row.request);
      // Only the first write is told apart: those of others would double the list.
      if (stored.size === 1) add(storeStep(row, rows, revisions));
    }
  }
  return steps;
}

/** Where the figure marks a step: on whose spoke. */
export function spokeOf(step: Step): string {
  return step.kind === 'store' ? 'etcd' : step.who[0]!;
}
