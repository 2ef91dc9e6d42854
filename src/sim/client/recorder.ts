import type { Client } from '../../api/client.ts';
import { isBug } from '../../api/control/bug.ts';
import type { EventDetail, EventRecorder } from '../../api/controller.ts';
import type { Event, ObjectReference } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, sleep } from '../../api/process.ts';
import { ApiError, isReason } from '../../api/status.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { type Correlated, createEventCorrelator } from './event-correlator.ts';
import { spawnGuarded } from './guard.ts';

/** Events waiting to be written; more are dropped. Constants model client-go/tools/record/event.go. */
const MAX_QUEUED = 1000;
const MAX_TRIES = 12;
const RETRY_MS = 10_000;

/** Who records and through which client. */
export interface RecorderOptions {
  readonly engine: Engine;
  /** The component's scope. */
  readonly scope: Scope;
  readonly client: Client;
  readonly random: Random;
  /** Source component, e.g. `deployment-controller`. */
  readonly component: string;
  /** The node, where the source is a component of a node. */
  readonly host?: string;
}

/** Makes a component's event recorder: Events are queued, correlated and written one after the other. */
export function createRecorder(options: RecorderOptions): EventRecorder {
  const { engine, scope, component, host } = options;
  const correlator = createEventCorrelator();
  const queue: { event: Event; cause: number }[] = [];
  let writing = false;
  let sequence = 0;

  function* drain(): Process<void> {
    writing = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      engine.cause = next.cause;
      const correlated = correlator.correlate(next.event, engine.unixMs);
      if (!correlated) continue;
      const written = yield* write(options, correlated);
      if (written) correlator.confirm(correlated.key, written);
    }
    writing = false;
  }

  return {
    event(about, type, reason, message, detail) {
      if (queue.length >= MAX_QUEUED) return;
      const suffix = nameSuffix(engine.unixMs, sequence++);
      const event = newEvent(about, type, reason, message, engine.unixMs, suffix, component, host, detail);
      queue.push({ event, cause: engine.cause });
      if (!writing) spawnGuarded(engine, scope, drain());
    },
  };
}

/** Nanoseconds in hexadecimal, as upstream names Events; the sequence tells apart those of one microsecond. */
export function nameSuffix(unixMs: number, sequence: number): string {
  return (BigInt(Math.round(unixMs * 1000)) * 1000n + BigInt(sequence % 1000)).toString(16);
}

function newEvent(
  about: KubeObject,
  type: string,
  reason: string,
  message: string,
  unixMs: number,
  suffix: string,
  component: string,
  host: string | undefined,
  detail: EventDetail | undefined,
): Event {
  const time = rfc3339(unixMs);
  const reference = objectReference(about, detail?.fieldPath);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about.metadata.name}.${suffix}`, namespace: about.metadata.namespace ?? 'default' },
    involvedObject: reference,
    reason,
    message,
    source: { component, ...(host ? { host } : {}) },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    type,
    reportingComponent: component,
    reportingInstance: host ?? '',
  };
}

/** A reference to an object as Events carry it. Models client-go/tools/reference. */
export function objectReference(about: KubeObject, fieldPath?: string): ObjectReference {
  const { namespace, name, uid, resourceVersion } = about.metadata;
  return {
    kind: about.kind,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(uid ? { uid } : {}),
    apiVersion: about.apiVersion,
    ...(resourceVersion ? { resourceVersion } : {}),
    ...(fieldPath ? { fieldPath } : {}),
  };
}

/** Writes one Event, again and again while the API server is out of reach. Undefined when it was given up. */
function* write(options: RecorderOptions, correlated: Correlated): Process<Event | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return yield* writeOnce(options.client, correlated);
    } catch (error) {
      if (isBug(error)) throw error;
      // The server has judged it: it will not judge otherwise the next time.
      if (error instanceof ApiError || tries >= MAX_TRIES) return undefined;
    }
    yield* sleep(tries === 1 ? RETRY_MS * options.random.next() : RETRY_MS);
  }
}

function* writeOnce(client: Client, { event, existing }: Correlated): Process<Event> {
  if (existing === undefined) return yield* client.create(EventKind, event);
  const { count, lastTimestamp, message } = event;
  const type = 'application/strategic-merge-patch+json' as const;
  try {
    const body = { count, lastTimestamp, message };
    return yield* client.patch(EventKind, event.metadata.namespace!, existing, { type, body });
  } catch (error) {
    // The Event has been deleted after its hour; it is made anew with its count.
    if (!isReason(error, 'NotFound')) throw error;
    return yield* client.create(EventKind, event);
  }
}
