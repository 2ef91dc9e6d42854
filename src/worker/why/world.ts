import type { KubeObject } from '../../api/object.ts';
import type { Action, Step } from '../../api/scenario.ts';
import type { KindRef } from '../../protocol/inspect.ts';
import type { Trace } from '../../sim/engine/trace.ts';
import type { LoggedWrite, WriteLog } from '../write-log.ts';

/** What is known when somebody asks why. Times are virtual ms of the run. */
export interface WhyWorld {
  readonly log: WriteLog;
  readonly trace: Trace;
  readonly nowMs: number;
  /** Time of the engine at which the run's clock begins. */
  readonly originMs: number;
  /** The objects there are, each as one is told of it, as a write. */
  readonly objects: readonly Pick<LoggedWrite, 'kind' | 'object' | 'revision'>[];
  /** Components that do not run. */
  readonly stopped: readonly string[];
  /** Inputs that have begun, in order. */
  readonly inputs: readonly Step[];
  /** Whether an input came from the person rather than the scenario. */
  readonly isMine: (action: Action) => boolean;
}

/** The reference of an object. */
export function refOf(kind: string, { metadata }: KubeObject): KindRef {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}

/** An object as it is, if there is one. */
export function findObject(
  world: WhyWorld,
  { kind, namespace, name }: KindRef,
): WhyWorld['objects'][number] | undefined {
  return world.objects.find(
    ({ kind: { kind: own }, object: { metadata } }) =>
      own === kind && metadata.name === name && (metadata.namespace ?? '') === namespace,
  );
}

/** The newest input before a moment that a test holds of. */
export function lastInput(world: WhyWorld, byMs: number, test: (action: Action) => boolean): Step | undefined {
  return world.inputs.findLast(({ atMs, action }) => atMs <= byMs && test(action));
}
