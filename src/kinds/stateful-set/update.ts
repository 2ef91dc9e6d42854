import { slowStart } from '../../api/control/parallel.ts';
import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import PodKind from '../pod/kind.ts';
import { createClaims, retainClaims } from './claims.ts';
import type { State } from './controller.ts';
import { hasIdentity, hasStorage, revisionOf, withIdentity } from './identity.ts';
import { isCreated, isHealthy, isRunningAndAvailable, isRunningAndReady } from './pod-state.ts';
import { type Replicas, sortReplicas } from './replicas.ts';
import type { Revisions } from './status.ts';

/** What a sync did. */
export interface Outcome {
  /** The Pods as they are known now. */
  readonly pods: readonly Pod[];
  /** Revision of the Pod that was deleted to be replaced. */
  readonly replaced?: string;
  readonly failure?: Error;
}

interface Sync {
  readonly state: State;
  readonly set: StatefulSet;
  readonly monotonic: boolean;
  readonly replicas: Replicas;
  /** Pods as the API server returned them, by the ones that were meant. */
  readonly written: Map<Pod, Pod>;
}

/** Creates, repairs, deletes and replaces the Pods of a set as far as their order allows. Models updateStatefulSet. */
export function* updateReplicas(
  state: State,
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: Revisions,
): Process<Outcome> {
  if (isTerminating(set)) return { pods };
  const replicas = sortReplicas(set, pods, revisions);
  const monotonic = set.spec?.podManagementPolicy !== 'Parallel';
  const sync: Sync = { state, set, monotonic, replicas, written: new Map() };
  const known = (): readonly Pod[] =>
    [...replicas.wanted, ...replicas.condemned].map((pod) => sync.written.get(pod) ?? pod);
  try {
    if (yield* runForAll(sync, replicas.wanted, processReplica)) return { pods: known() };
    for (const pod of replicas.condemned) yield* retainClaims(state, set, pod);
    if (yield* runForAll(sync, replicas.condemned, processCondemned)) return { pods: known() };
    const replaced = yield* replaceOld(sync, revisions);
    return { pods: known(), ...(replaced === undefined ? {} : { replaced }) };
  } catch (error) {
    return { pods: known(), failure: error as Error };
  }
}

/** One after the other until one has to be waited for, or all at once. Returns whether to go no further. */
function* runForAll(
  sync: Sync,
  pods: readonly Pod[],
  process: (sync: Sync, pod: Pod) => Process<boolean>,
): Process<boolean> {
  if (sync.monotonic) {
    for (const pod of pods) if (yield* process(sync, pod)) return true;
    return false;
  }
  const rest = [...pods];
  const { error } = yield* slowStart(sync.state.context, pods.length, () => process(sync, rest.shift()!));
  if (error) throw error;
  return false;
}

/** Returns whether the others have to wait for this one. */
function* processReplica(sync: Sync, pod: Pod): Process<boolean> {
  const { state, set, monotonic } = sync;
  const phase = pod.status?.phase;
  if (phase === 'Failed' || phase === 'Succeeded') {
    if (!isTerminating(pod)) yield* deletePod(sync, pod);
    return true;
  }
  if (!isCreated(pod)) {
    yield* createPod(sync, pod);
    return monotonic;
  }
  if (phase === 'Pending') yield* createClaims(state, set, pod);
  if (monotonic && (isTerminating(pod) || !isSettled(sync, pod))) return true;
  yield* repair(sync, pod);
  return false;
}

/** Running, and ready for as long as the set asks. */
function isSettled({ state, set }: Sync, pod: Pod): boolean {
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  return isRunningAndReady(pod) && isRunningAndAvailable(pod, minReadySeconds, state.context.nowMs());
}

function* processCondemned(sync: Sync, pod: Pod): Process<boolean> {
  const { monotonic, replicas } = sync;
  if (isTerminating(pod)) return monotonic;
  if (monotonic && pod !== replicas.firstUnhealthy && !isSettled(sync, pod)) return true;
  yield* deletePod(sync, pod);
  return true;
}

/** Deletes the highest Pod that has another revision, once those above it are healthy; returns the revision it had. */
function* replaceOld(sync: Sync, { update }: Revisions): Process<string | undefined> {
  const { set, replicas } = sync;
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  if (type === 'OnDelete') return undefined;
  for (let target = replicas.wanted.length - 1; target >= (rollingUpdate?.partition ?? 0); target--) {
    const pod = replicas.wanted[target]!;
    const known = sync.written.get(pod) ?? pod;
    if (revisionOf(known) !== update.metadata.name && !isTerminating(known)) {
      yield* deletePod(sync, pod);
      return revisionOf(known);
    }
    if (!isHealthy(known)) return undefined;
  }
  return undefined;
}

function* createPod(sync: Sync, pod: Pod): Process<void> {
  const { state, set, written } = sync;
  try {
    yield* createClaims(state, set, pod);
    const created = yield* state.context.client.create(PodKind, pod);
    written.set(pod, created);
    yield* retainClaims(state, set, created);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) recordFailure(sync, 'create', pod, error as Error);
    throw error;
  }
  record(sync, 'create', pod);
}

function* deletePod(sync: Sync, pod: Pod): Process<void> {
  const { namespace = '', name = '' } = pod.metadata;
  try {
    yield* sync.state.context.client.delete(PodKind, namespace, name);
  } catch (error) {
    if (isReason(error, 'NotFound')) return;
    recordFailure(sync, 'delete', pod, error as Error);
    throw error;
  }
  record(sync, 'delete', pod);
}

/** Puts the labels and claims of a Pod right. Models UpdateStatefulPod. */
function* repair(sync: Sync, pod: Pod): Process<void> {
  const { state, set, written } = sync;
  if (!hasStorage(set, pod)) yield* createClaims(state, set, pod);
  yield* retainClaims(state, set, pod);
  if (hasIdentity(pod)) return;
  try {
    written.set(pod, yield* state.context.client.update(PodKind, withIdentity(pod)));
  } catch (error) {
    recordFailure(sync, 'update', pod, error as Error);
    throw error;
  }
  record(sync, 'update', pod);
}

type Verb = 'create' | 'delete' | 'update';

const reasonOf = (start: string, verb: Verb): string => `${start}${verb[0]!.toUpperCase()}${verb.slice(1)}`;

function record({ state, set }: Sync, verb: Verb, pod: Pod): void {
  const message = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
  state.recorder.event(set, 'Normal', reasonOf('Successful', verb), message);
}

function recordFailure({ state, set }: Sync, verb: Verb, pod: Pod, error: Error): void {
  const message = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`;
  state.recorder.event(set, 'Warning', reasonOf('Failed', verb), message);
}
