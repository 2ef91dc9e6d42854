import type { Event } from '../../api/k8s/core-v1.gen.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** How many keys each of the caches remembers. All constants model client-go/tools/record/events_cache.go. */
const CACHE_SIZE = 4096;
/** This many different messages of one reason within the interval are told apart; further ones are combined. */
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL_MS = 600_000;
/** Events of one source about one object: this many at once, then one in five minutes. */
const SPAM_BURST = 25;
const SPAM_QPS = 1 / 300;

/** What to write: a new Event, or a higher count of one that was written before. */
export interface Correlated {
  readonly event: Event;
  /** Name of the Event to patch; absent for a new one. */
  readonly existing?: string;
  /** For `confirm`, once it has been written. */
  readonly key: string;
}

/** Decides what becomes of each Event of one component. */
export interface EventCorrelator {
  /** Undefined when the Event is dropped as spam. */
  correlate(event: Event, nowMs: number): Correlated | undefined;
  /** Notes the Event as it was written. */
  confirm(key: string, written: Event): void;
}

/** Combines, counts and drops Events as client-go's EventCorrelator does. */
export function createEventCorrelator(): EventCorrelator {
  const similar = new Map<string, { messages: Set<string>; lastMs: number }>();
  const written = new Map<string, { name: string; count: number; firstTimestamp: string | undefined }>();
  const spam = new Map<string, TokenBucket>();

  /** The key to count under, and the event with its message changed if there were too many like it. */
  const aggregate = (event: Event, nowMs: number): { event: Event; key: string } => {
    const group = aggregateKey(event);
    const record = touch(similar, group, () => ({ messages: new Set<string>(), lastMs: nowMs }));
    if (nowMs - record.lastMs > SIMILAR_INTERVAL_MS) record.messages.clear();
    record.lastMs = nowMs;
    record.messages.add(event.message ?? '');
    if (record.messages.size < MAX_SIMILAR) return { event, key: eventKey(event) };
    record.messages.delete(record.messages.values().next().value!);
    return { event: { ...event, message: `(combined from similar events): ${event.message}` }, key: group };
  };

  return {
    correlate(original, nowMs) {
      const { event, key } = aggregate(original, nowMs);
      const before = written.get(key);
      const bucket = touch(spam, spamKey(event), () => createTokenBucket(SPAM_QPS, SPAM_BURST));
      const spamming = !bucket.tryTake(nowMs);
      const count = (before?.count ?? 0) + 1;
      const counted: Event = before
        ? {
            ...event,
            metadata: { ...event.metadata, name: before.name },
            count,
            ...(before.firstTimestamp ? { firstTimestamp: before.firstTimestamp } : {}),
          }
        : event;
      remember(written, key, { name: counted.metadata.name!, count, firstTimestamp: counted.firstTimestamp });
      if (spamming) return undefined;
      return before ? { event: counted, existing: before.name, key } : { event: counted, key };
    },
    confirm(key, event) {
      remember(written, key, {
        name: event.metadata.name!,
        count: event.count ?? 1,
        firstTimestamp: event.firstTimestamp,
      });
    },
  };
}

function remember<T>(cache: Map<string, T>, key: string, value: T): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value!);
}

function touch<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const value = cache.get(key) ?? make();
  remember(cache, key, value);
  return value;
}

function spamKey(event: Event): string {
  const { source, involvedObject: o } = event;
  return [source?.component, source?.host, o.kind, o.namespace, o.name, o.uid, o.apiVersion].join('/');
}

function aggregateKey(event: Event): string {
  return [spamKey(event), event.type, event.reason, event.reportingComponent, event.reportingInstance].join('/');
}

function eventKey(event: Event): string {
  return [spamKey(event), event.involvedObject.fieldPath, event.type, event.reason, event.message].join('/');
}
