import { isBug } from '../../api/control/bug.ts';
import type { EventRecorder } from '../../api/controller.ts';
import type { Event } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { rfc3339Micro } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import { spawnGuarded } from './guard.ts';
import { nameSuffix, objectReference, type RecorderOptions } from './recorder.ts';

/** A series that has not gone on for this long is written for the last time. Models client-go/tools/events. */
const FINISH_MS = 6 * 60_000;
/** Events waiting to be written; more are dropped. */
const MAX_QUEUED = 1000;
const MAX_TRIES = 12;
const RETRY_MS = 10_000;

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
  const { engine, scope, component, host } = options;
  const open = new Map<string, Series>();
  const queue: { run: () => Process<void>; cause: number }[] = [];
  let writing = false;
  let sequence = 0;

  function* drain(): Process<void> {
    writing = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      engine.cause = next.cause;
      yield* next.run();
    }
    writing = false;
  }
  const enqueue = (run: () => Process<void>): void => {
    if (queue.length >= MAX_QUEUED) return;
    queue.push({ run, cause: engine.cause });
    if (!writing) spawnGuarded(engine, scope, drain());
  };
  const writeCount = ({ event, count, lastMs }: Series): void => {
    const body = { series: { count, lastObservedTime: rfc3339Micro(lastMs) } };
    const { namespace = '', name = '' } = event.metadata;
    const type = 'application/strategic-merge-patch+json' as const;
    enqueue(() => retried(options, () => options.client.patch(EventKind, namespace, name, { type, body })));
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
      const involvedObject = objectReference(about, detail?.fieldPath);
      const { uid, resourceVersion, name, namespace } = involvedObject;
      const key = [type, reason, detail?.action, uid, resourceVersion, namespace, name].join('/');
      const nowMs = engine.unixMs;
      const series = open.get(key);
      if (series) {
        series.count++;
        series.lastMs = nowMs;
        if (series.count > 2) return;
        writeCount(series);
        finishLater(key, series);
        return;
      }
      const event: Event = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.${nameSuffix(nowMs, sequence++)}`, namespace: namespace ?? 'default' },
        involvedObject,
        reason,
        message,
        source: {},
        type,
        eventTime: rfc3339Micro(nowMs),
        ...(detail?.action ? { action: detail.action } : {}),
        reportingComponent: component,
        reportingInstance: `${component}-${host ?? ''}`,
      };
      open.set(key, { event, count: 1, lastMs: nowMs });
      enqueue(() => retried(options, () => options.client.create(EventKind, event)));
    },
  };
}

/** A request that is repeated while the API server is out of reach; one that it refuses is given up. */
function* retried(options: RecorderOptions, request: () => Process<unknown>): Process<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    try {
      yield* request();
      return;
    } catch (error) {
      if (isBug(error)) throw error;
      if (error instanceof ApiError) return;
    }
    yield* sleep(tries === 1 ? RETRY_MS * options.random.next() : RETRY_MS);
  }
}
