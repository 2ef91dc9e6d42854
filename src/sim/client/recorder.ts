import type { Client } from '../../api/client.ts';
import type { EventRecorder } from '../../api/controller.ts';
import type { Event, ObjectReference } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { flat } from '../../base/flat.ts';
import { fnv32a } from '../../base/fnv.ts';
import { createIntern } from '../../base/intern.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { type Correlated, createEventCorrelator } from './event-correlator.ts';
import { createEventWriter, retryWrite } from './event-writer.ts';

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

/** Most messages are those of many Pods. */
const shared = createIntern();

/** Makes a component's event recorder: Events are queued, correlated and written one after the other. */
export function createRecorder(options: RecorderOptions): EventRecorder {
  const { engine, scope, client, random, component, host } = options;
  const correlator = createEventCorrelator();
  const enqueue = createEventWriter(engine, scope);
  const source = { component, ...(host ? { host } : {}) };
  const referenceTo = createReferences();
  // Components begin at different places, so that Events of two of them at one moment have different names.
  let sequence = fnv32a(component);

  function* record(event: Event): Process<void> {
    const correlated = correlator.correlate(event, engine.unixMs);
    if (!correlated) return;
    const written = yield* retryWrite(random, () => write(client, correlated));
    if (written) correlator.confirm(correlated.written, written);
  }

  return {
    event(about, type, reason, message, detail) {
      const time = rfc3339(engine.unixMs);
      const { name, namespace = 'default' } = about.metadata;
      const annotations = detail?.annotations;
      const event: Event = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {
          name: flat(`${name}.${nameSuffix(engine.unixMs, sequence++)}`),
          namespace,
          ...(annotations ? { annotations } : {}),
        },
        involvedObject: referenceTo(about, detail?.fieldPath),
        reason,
        message: shared(message),
        source,
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        type,
        reportingComponent: component,
        reportingInstance: host ?? '',
      };
      enqueue(() => record(event));
    },
  };
}

/** Nanoseconds in hexadecimal, as upstream names Events; the sequence tells apart those of one microsecond. */
export function nameSuffix(unixMs: number, sequence: number): string {
  return (BigInt(Math.round(unixMs * 1000)) * 1000n + BigInt(sequence % 1000)).toString(16);
}

/** References as Events carry them; Events in a row about one state of an object share one. */
export function createReferences(): (about: KubeObject, fieldPath?: string) => ObjectReference {
  let last: ObjectReference | undefined;
  return (about, fieldPath) => {
    const { uid, resourceVersion } = about.metadata;
    const isLast = last?.uid === uid && last?.resourceVersion === resourceVersion && last?.fieldPath === fieldPath;
    if (!last || !uid || !isLast) last = objectReference(about, fieldPath);
    return last;
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

function* write(client: Client, { event, existing }: Correlated): Process<Event> {
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
