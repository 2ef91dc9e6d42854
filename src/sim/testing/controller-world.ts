import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { isTerminating, type KubeObject, objectKey } from '../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import { rfc3339 } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { type ControlPlane, type ControlPlaneOptions, NAMESPACE, startControlPlane } from './control-plane.ts';

/** The state is read when nothing has changed for this long. */
const QUIET_MS = 1_500;
const STEP_MS = 50;
/**
 * Between two Pods that become Ready in one round: long enough for controllers at their rate limits to have seen the one
 * before, so that what they decide does not hang on chance.
 */
const READY_GAP_MS = 500;
/** A world that does not come to rest is broken. */
const RESTLESS_MS = 600_000;

/** A control plane without nodes: a test gives commands, plays the kubelet and reads the state. */
export interface ControllerWorld extends ControlPlane {
  /** Kind by name. */
  kind(name: string): Kind;
  /** Carries out requests and returns the result; throws what they throw. */
  act<T>(process: Process<T>): T;
  /** Runs until nothing has changed for a while. */
  settle(): void;
  run(ms: number): void;
  list<T extends KubeObject>(kind: Kind<T>, namespace?: string): readonly T[];
  /** Events about one kind of object since the last call, as `Type Reason: message`, in order; repeats once each. */
  newEvents(about: string): string[];
  /** Writes part of a Pod's status. */
  setPod(pod: Pod, status: Record<string, unknown>): void;
  makeReady(pod: Pod, sinceMs?: number): void;
  /** A round of the scripted kubelet: all Pods (or so many) become Ready; after all, terminating ones are gone. */
  round(ready?: number): void;
  removeTerminating(): void;
}

/** Starts a world with its namespace. */
export function createControllerWorld(options: ControlPlaneOptions = {}): ControllerWorld {
  const plane = startControlPlane(options);
  const { engine, client, kinds } = plane;
  const act = <T>(process: Process<T>): T => {
    const done = engine.spawn(process);
    const deadlineMs = engine.nowMs + RESTLESS_MS;
    while (!done.settled && engine.nowMs < deadlineMs) engine.step();
    return done.value;
  };
  const list = <T extends KubeObject>(kind: Kind<T>, namespace = NAMESPACE): readonly T[] =>
    act(client.list(kind, kind.namespaced ? namespace : '')).items;
  const run = (ms: number): void => engine.runUntil(engine.nowMs + ms);
  const settle = (): void => {
    const startMs = engine.nowMs;
    while (engine.nowMs - Math.max(plane.lastWriteMs(), startMs) < QUIET_MS) {
      if (engine.nowMs > startMs + RESTLESS_MS) throw new Error('the world does not come to rest');
      run(STEP_MS);
    }
  };
  const kind = (name: string): Kind => kinds.find((one) => one.kind === name)!;
  const metadata = { name: NAMESPACE };
  act(client.create(kind('Namespace'), { apiVersion: 'v1', kind: 'Namespace', metadata }));
  if (options.only) {
    // Its controller may not be among those that run.
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } };
    act(client.create(kind('ServiceAccount'), account));
  }
  settle();
  return {
    ...plane,
    kind,
    act,
    settle,
    run,
    list,
    newEvents: eventReader(list),
    ...scriptedKubelet(plane, act, list, run),
  };
}

type List = ControllerWorld['list'];

function eventReader(list: List): (about: string) => string[] {
  const seen = new Map<string, number>();
  return (about) => {
    const texts: [order: number, text: string][] = [];
    for (const event of list(EventKind, '')) {
      const key = objectKey(event);
      const count = event.count ?? 1;
      if (event.involvedObject.kind !== about || count === (seen.get(key) ?? 0)) continue;
      seen.set(key, count);
      texts.push([Number(event.metadata.resourceVersion), `${event.type} ${event.reason}: ${event.message}`]);
    }
    return texts.sort((a, b) => a[0] - b[0]).map(([, text]) => text);
  };
}

/** The kubelet's part of Pods, one write at a time. */
function scriptedKubelet(
  { client, engine }: ControlPlane,
  act: ControllerWorld['act'],
  list: List,
  run: (ms: number) => void,
): Pick<ControllerWorld, 'setPod' | 'makeReady' | 'round' | 'removeTerminating'> {
  let nextIp = 1;
  const setPod = (pod: Pod, status: Record<string, unknown>): void => {
    const type = 'application/strategic-merge-patch+json' as const;
    const { namespace = '', name = '' } = pod.metadata;
    act(client.patch(PodKind, namespace, name, { type, body: { status }, subresource: 'status' }));
  };
  const makeReady = (pod: Pod, sinceMs = engine.unixMs): void => {
    const ip = pod.status?.podIP ?? `10.244.${nextIp >> 8}.${nextIp++ & 255}`;
    setPod(pod, { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [condition('Ready', 'True', sinceMs)] });
  };
  const removeTerminating = (): void => {
    for (const pod of list(PodKind)) {
      if (!isTerminating(pod)) continue;
      const { namespace = '', name = '' } = pod.metadata;
      act(client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0 }));
    }
  };
  return {
    setPod,
    makeReady,
    removeTerminating,
    round(ready = Infinity) {
      const waiting = list(PodKind).filter((pod) => !isTerminating(pod) && !isPodTerminal(pod) && !isPodReady(pod));
      for (const [i, pod] of waiting.slice(0, ready).entries()) {
        if (i > 0) run(READY_GAP_MS);
        makeReady(pod);
      }
      if (ready < Infinity) return;
      // The controllers have seen what is ready by then.
      if (waiting.length > 0) run(READY_GAP_MS);
      removeTerminating();
    },
  };
}

/** A condition of a Pod or node that has been so since a time (Unix milliseconds). */
export function condition(type: string, status: string, sinceMs: number): Record<string, unknown> {
  return { type, status, lastTransitionTime: rfc3339(sinceMs) };
}
