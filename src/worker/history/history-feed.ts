import { managedOf } from '../../api/fields/managed.ts';
import type { HistoryNews, MarkRow, WriteDetail, WriteRef } from '../../protocol/history.ts';
import type { Trace } from '../../sim/engine/trace.ts';
import { stateOf } from '../graph/object-state.ts';
import { diffOf } from '../journey/request-detail.ts';
import { isRequest, requestMethod, requestPath } from '../journey/request-line.ts';
import type { LoggedWrite, WriteLog } from '../write-log.ts';

/** Frames between two looks, and how many writes one look tells. */
const EVERY = 10;
const MOST_A_LOOK = 3000;
/** Kinds that no lane is drawn for. */
const LEFT_OUT: ReadonlySet<string> = new Set(['CSINode', 'ControllerRevision']);

/** Tells the page of all writes, as they are made, while the History view is shown. */
export class HistoryFeed {
  private readonly log: WriteLog;
  private on = false;
  private reset = false;
  private frames = 0;
  private next = 0;

  constructor(log: WriteLog) {
    this.log = log;
  }

  show(on: boolean): void {
    this.on = on;
    this.reset = on;
    this.next = 0;
    this.frames = 0;
  }

  /** The writes since the last call; undefined when there are none. */
  take(): HistoryNews | undefined {
    if (!this.on || this.frames++ % EVERY !== 0) return undefined;
    const writes = this.log.from(this.next).slice(0, MOST_A_LOOK);
    const { reset } = this;
    if (!reset && writes.length === 0) return undefined;
    this.next = Math.max(this.next, this.log.start) + writes.length;
    this.reset = false;
    return { reset, marks: writes.filter(({ kind }) => !LEFT_OUT.has(kind.kind)).map(markOf) };
  }
}

/** All that has been written up to a moment. */
export function historyUpTo(writes: readonly LoggedWrite[], ms: number): HistoryNews {
  const until = writes.filter(({ atMs, kind }) => atMs <= ms && !LEFT_OUT.has(kind.kind));
  return { reset: true, marks: until.slice(-MOST_A_LOOK).map(markOf) };
}

function markOf({ revision, atMs, kind: { kind }, object, type, user }: LoggedWrite): MarkRow {
  const { namespace = '', name = '' } = object.metadata;
  const { state, note } = stateOf(kind, object);
  return { revision, atMs, kind, namespace, name, type, state, note, user };
}

/** A write with its author and what it has changed; null when it is not kept any more. */
export function writeDetail(log: WriteLog, trace: Trace, ref: WriteRef): WriteDetail | null {
  const write = log.at(ref);
  if (!write) return null;
  const subject = trace.get(write.cause)?.subject;
  return {
    ...ref,
    atMs: write.atMs,
    type: write.type,
    user: write.user,
    managers: managersOf(write),
    request: isRequest(subject) ? `${requestMethod(subject)} ${requestPath(subject)}` : '',
    cause: write.cause,
    diff: diffOf(write),
  };
}

/** The managers whose entries are new, or not what they were. */
function managersOf({ object, previous, type }: LoggedWrite): string[] {
  if (type === 'DELETED') return [];
  const before = new Set(previous ? managedOf(previous) : []);
  return managedOf(object)
    .filter((entry) => !before.has(entry))
    .map(({ manager, operation, subresource }) => `${manager}, ${operation}${subresource ? ` of ${subresource}` : ''}`);
}
