import type { Event } from '../../api/k8s/core-v1.gen.ts';

/** How many written Events are remembered. All constants model client-go/tools/record/events_cache.go. */
const CACHE_SIZE = 4096;
/** This many different messages of one reason within the interval are told apart; further ones are combined. */
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL_MS = 600_000;
/** Events of one source about one object: this many at once, then one in five minutes. */
const SPAM_BURST = 25;
const SPAM_INTERVAL_MS = 300_000;

/** What to write: a new Event, or a higher count of one that was written before. */
export interface Correlated {
  readonly event: Event;
  /** Name of the Event to patch; absent for a new one. */
  readonly existing?: string;
  /** For `confirm`, once it has been written. */
  readonly written: Written;
}

/** An Event as it was written last. */
export interface Written {
  readonly type: string | undefined;
  readonly reason: string | undefined;
  readonly fieldPath: string | undefined;
  /** Undefined for Events that were combined. */
  readonly message: string | undefined;
  name: string;
  count: number;
  firstTimestamp: string | undefined;
}

/** Decides what becomes of each Event of one component. */
export interface EventCorrelator {
  /** Undefined when the Event is dropped as spam. */
  correlate(event: Event, nowMs: number): Correlated | undefined;
  /** Notes the Event as it was written. */
  confirm(written: Written, event: Event): void;
}

/** The different messages of one reason. */
interface Similar {
  readonly type: string | undefined;
  readonly reason: string | undefined;
  messages: readonly string[];
  lastMs: number;
}

/**
 * What is remembered of one object. There is one of every Pod, so it is kept small: lists are replaced rather than
 * added to, which would make room for many more.
 */
interface About {
  tokens: number;
  tokensMs: number;
  similar: readonly Similar[];
  written: readonly Written[];
}

const NONE: readonly never[] = [];

/** Combines, counts and drops one component's Events as client-go's EventCorrelator does. */
export function createEventCorrelator(): EventCorrelator {
  /** The objects that Events were last about come last. */
  const objects = new Map<string, About>();
  let size = 0;
  let sweptMs = 0;

  const aboutOf = (event: Event, nowMs: number): About => {
    const key = keyOf(event);
    let about = objects.get(key);
    if (about) objects.delete(key);
    else about = { tokens: SPAM_BURST, tokensMs: nowMs, similar: NONE, written: NONE };
    objects.set(key, about);
    return about;
  };
  /** Messages from before the interval count for nothing any more. */
  const sweep = (nowMs: number): void => {
    if (nowMs - sweptMs <= SIMILAR_INTERVAL_MS) return;
    sweptMs = nowMs;
    for (const about of objects.values()) {
      if (about.similar.length === 0) continue;
      about.similar = about.similar.filter(({ lastMs }) => nowMs - lastMs <= SIMILAR_INTERVAL_MS);
    }
  };
  const evict = (): void => {
    for (const [key, about] of objects) {
      if (size <= CACHE_SIZE) return;
      objects.delete(key);
      size -= about.written.length;
    }
  };

  return {
    correlate(original, nowMs) {
      sweep(nowMs);
      const about = aboutOf(original, nowMs);
      const isCombined = combines(about, original, nowMs);
      const event = isCombined ? combined(original) : original;
      const isSpam = !takeToken(about, nowMs);
      const before = about.written.find((each) => isSame(each, event, isCombined));
      if (!before) {
        const written = newWritten(event, isCombined);
        about.written = about.written.concat(written);
        size++;
        evict();
        return isSpam ? undefined : { event, written };
      }
      const { name, firstTimestamp } = before;
      const count = ++before.count;
      if (isSpam) return undefined;
      const counted = { ...event, metadata: { ...event.metadata, name }, count };
      return {
        event: firstTimestamp ? { ...counted, firstTimestamp } : counted,
        existing: name,
        written: before,
      };
    },
    confirm(written, event) {
      written.name = event.metadata.name!;
      written.count = event.count ?? 1;
      written.firstTimestamp = event.firstTimestamp;
    },
  };
}

/** Notes the message of an Event; returns whether there were too many different ones like it. */
function combines(about: About, { type, reason, message = '' }: Event, nowMs: number): boolean {
  let group = about.similar.find((each) => each.type === type && each.reason === reason);
  if (!group) {
    group = { type, reason, messages: NONE, lastMs: nowMs };
    about.similar = about.similar.concat(group);
  }
  if (nowMs - group.lastMs > SIMILAR_INTERVAL_MS) group.messages = NONE;
  group.lastMs = nowMs;
  if (!group.messages.includes(message)) group.messages = group.messages.concat(message);
  if (group.messages.length < MAX_SIMILAR) return false;
  group.messages = group.messages.slice(1);
  return true;
}

/** Events that stand for several are made anew, and then without the reporter. */
function combined({ reportingComponent: _component, reportingInstance: _instance, ...event }: Event): Event {
  return { ...event, message: `(combined from similar events): ${event.message}` };
}

function takeToken(about: About, nowMs: number): boolean {
  about.tokens = Math.min(SPAM_BURST, about.tokens + (nowMs - about.tokensMs) / SPAM_INTERVAL_MS);
  about.tokensMs = nowMs;
  if (about.tokens < 1) return false;
  about.tokens--;
  return true;
}

function isSame(written: Written, event: Event, isCombined: boolean): boolean {
  if (written.reason !== event.reason || written.type !== event.type) return false;
  if (isCombined) return written.message === undefined;
  return written.message === (event.message ?? '') && written.fieldPath === event.involvedObject.fieldPath;
}

function newWritten(
  { type, reason, involvedObject, message = '', metadata, firstTimestamp }: Event,
  isCombined: boolean,
): Written {
  const { fieldPath } = involvedObject;
  return {
    type,
    reason,
    fieldPath: isCombined ? undefined : fieldPath,
    message: isCombined ? undefined : message,
    name: metadata.name!,
    count: 1,
    firstTimestamp,
  };
}

/** The uid names an object, where it has one. */
function keyOf({ involvedObject: { kind, namespace, name, uid } }: Event): string {
  return uid || `${kind}/${namespace}/${name}`;
}
