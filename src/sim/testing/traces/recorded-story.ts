import { applyMergePatch } from '../../../api/patch/merge-patch.ts';
import type { Timeline } from './timeline.ts';

/** A story recorded from a real control plane, or played here, in the format of the recordings. */
export interface RecordedStory {
  readonly story: string;
  readonly title: string;
  /** RFC 3339 with milliseconds: the moment that all times are relative to. */
  readonly startedAt: string;
  readonly namespace: string;
  /** Objects that were there before; of recordings only some. */
  readonly initialObjects: readonly Json[];
  readonly actions: readonly RecordedAction[];
  readonly changes: readonly RecordedChange[];
  readonly events: readonly RecordedEvent[];
}

/** What a person did, or what happened to a machine (`note`). */
export interface RecordedAction {
  readonly tMs: number;
  readonly tEndMs?: number;
  readonly command?: string;
  readonly stdin?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit?: number;
  readonly note?: string;
  /** A request that was sent without kubectl: `PATCH /path`. */
  readonly request?: string;
  readonly body?: unknown;
}

/** One delivery of a watch. */
export interface RecordedChange {
  readonly tMs: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly name: string;
  readonly object?: Json;
  /** JSON merge patch against the version before. */
  readonly patch?: unknown;
}

/** One delivery of the watch of Events. */
export interface RecordedEvent {
  readonly tMs: number;
  readonly watchType: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** `Kind/name`. */
  readonly object: string;
  readonly source?: string;
  readonly reportingComponent?: string;
  readonly action?: string;
  readonly count?: number;
}

export type Json = Readonly<Record<string, unknown>>;

/** The versions of every object, by `Kind/name`, in the order of their first appearance. */
export function timelinesOf(changes: readonly RecordedChange[], initial: readonly Json[]): Map<string, Timeline> {
  const timelines = new Map<string, Timeline>();
  for (const { kind, name, type, tMs, object, patch } of changes) {
    const key = `${kind}/${name}`;
    let timeline = timelines.get(key);
    if (!timeline) {
      const before = type === 'ADDED' ? undefined : initial.find((each) => keyOf(each) === key);
      const versions = before ? [{ tMs: 0, object: before }] : [];
      timeline = { kind, name, isCreated: type === 'ADDED', versions };
      timelines.set(key, timeline);
    }
    const before = timeline.versions.at(-1)?.object;
    if (type === 'DELETED') timeline.versions.push({ tMs, object: undefined });
    else timeline.versions.push({ tMs, object: object ?? (applyMergePatch(before ?? {}, patch) as Json) });
  }
  return timelines;
}

function keyOf(object: Json): string {
  return `${object['kind'] as string}/${(object['metadata'] as { name: string }).name}`;
}
