import type { EventDetail, EventRecorder } from '../../api/controller.ts';
import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { flat } from '../../base/flat.ts';
import { rfc3339Micro } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import { createEventWriter, retryWrite } from './event-writer.ts';
import { nameSuffix, objectReference, type RecorderOptions } from './recorder.ts';

/** A series that has not gone on for this long is written for the last time. Models client-go/tools/events. */
const FINISH_MS = 6 * 60_000;

const NO_SOURCE = {};

interface Series {
  readonly event: Event;
  count: number;
  lastMs: number;
}

/**
 * Makes the recorder of a component that writes Events of the newer API, as the scheduler does: they carry an action
 * and the time in microseconds; what is repeated about the same state of an object becomes a series, which is written
 * when it begins and when it ends.
 */
export function createSeriesRecorder(options: RecorderOptions): EventRecorder {
  const { engine, scope, client, random } = options;
  const open = new Map<string, Series>();
  const enqueue = createEventWriter(engine, scope);
  let sequence = 0;

  const writeCount = ({ event, count, lastMs }: Series): void => {
    const body = { series: { count, lastObservedTime: rfc3339Micro(lastMs) } };
    const { namespace = '', name = '' } = event.metadata;
    const type = 'application/strategic-merge-patch+json' as const;
    enqueue(() => retryWrite(random, () => client.patch(EventKind, namespace, name, { type, body })));
  };
  const finishLater = (key: string, series: Series): void => {
    const finish = (): void => {
      if (open.get(key) !== series) return;
      if (engine.unixMs - series.lastMs < FINISH_MS) {
        finishLater(key, series);
        return;
      }
      open.delete(key);
      if (series.count > 2) writeCount(series);
    };
    engine.after(series.lastMs + FINISH_MS - engine.unixMs, finish, undefined, scope);
  };
  /** Single events are forgotten after the same time; the oldest come first. */
  const forgetOld = (): void => {
    for (const [key, series] of open) {
      if (engine.unixMs - series.lastMs < FINISH_MS) return;
      if (series.count === 1) open.delete(key);
    }
  };

  return {
    event(about, type, reason, message, detail) {
      forgetOld();
      const { uid, resourceVersion, name, namespace } = about.metadata;
      const key = [type, reason, detail?.action, uid, resourceVersion, namespace, name].join('/');
      const series = open.get(key);
      if (series) {
        series.count++;
        series.lastMs = engine.unixMs;
        if (series.count > 2) return;
        writeCount(series);
        finishLater(key, series);
        return;
      }
      const event = newEvent(options, about, { type, reason, message, ...detail }, sequence++);
      open.set(key, { event, count: 1, lastMs: engine.unixMs });
      enqueue(() => retryWrite(random, () => client.create(EventKind, event)));
    },
  };
}

function newEvent(
  { engine, component, host }: RecorderOptions,
  about: KubeObject,
  { type, reason, message, action, fieldPath }: EventDetail & Required<Pick<Event, 'type' | 'reason' | 'message'>>,
  sequence: number,
): Event {
  const { name, namespace = 'default' } = about.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: flat(`${name}.${nameSuffix(engine.unixMs, sequence)}`), namespace },
    involvedObject: objectReference(about, fieldPath),
    source: NO_SOURCE,
    eventTime: rfc3339Micro(engine.unixMs),
    ...(action ? { action } : {}),
    reportingComponent: component,
    reportingInstance: `${component}-${host ?? ''}`,
    type,
    reason,
    message: flat(message),
  };
}
