import { isBug } from '../../../api/control/bug.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { objectKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import type { NodeGroup } from '../node-group.ts';
import type { Unneeded, Utilization } from './scale-down.ts';
import type { AutoscalerState } from './state.ts';
import { setTaint, TO_BE_DELETED } from './taints.ts';

/** --node-delete-delay-after-taint */
const DELAY_AFTER_TAINT_MS = 5_000;
/** --max-graceful-termination-sec */
const MOST_GRACE_S = 600;
/** --max-pod-eviction-time; an eviction that is refused is tried again after 10 s. */
const EVICTION_MS = 120_000;
const EVICTION_RETRY_MS = 10_000;
/** Pods get so much longer than their grace period. */
const HEADROOM_MS = 30_000;
const LOOK_MS = 5_000;

/** Drains a node, where it is not empty, and has the cloud delete its machine. Models core/scaledown/actuation. */
export function* removeNode(
  state: AutoscalerState,
  group: NodeGroup,
  { node, pods, utilization }: Unneeded,
): Process<void> {
  const { client, recorder, engine, going } = state;
  const name = node.metadata.name!;
  const isDrain = pods.length > 0;
  going.set(name, isDrain ? 'drain' : 'empty');
  try {
    yield* setTaint(client, name, TO_BE_DELETED, 'NoSchedule', engine.unixMs);
    recorder.event(node, 'Normal', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable');
    const names = pods.map(({ metadata }) => metadata.name).join(',');
    if (isDrain) {
      tell(
        state,
        'ScaleDown',
        `Scale-down: removing node ${name}, utilization: ${infoText(utilization)}, pods to reschedule: ${names}`,
      );
    } else tell(state, 'ScaleDownEmpty', `Scale-down: removing empty node "${name}"`);
    yield* sleep(DELAY_AFTER_TAINT_MS);
    yield* drain(state, pods);
    group.remove([name]);
    state.lastDeleteMs = engine.nowMs;
    recorder.event(node, 'Normal', 'ScaleDown', 'node removed by cluster autoscaler');
    if (isDrain) tell(state, 'ScaleDown', `Scale-down: node ${name} removed with drain`);
    else tell(state, 'ScaleDownEmpty', `Scale-down: empty node ${name} removed`);
  } catch (error) {
    if (isBug(error)) throw error;
    state.lastFailureMs = engine.nowMs;
    const message = `failed to drain the node: ${(error as Error).message}`;
    recorder.event(node, 'Warning', 'ScaleDownFailed', message);
    yield* setTaint(client, name, TO_BE_DELETED, undefined, engine.unixMs);
  } finally {
    going.delete(name);
  }
}

/** As Go prints the struct: CPU, memory, GPUs, dynamic resources, which of them counts, and its share. */
const infoText = ({ cpu, memory }: Utilization): string =>
  `{${cpu} ${memory} 0 0 ${cpu > memory ? 'cpu' : 'memory'} ${Math.max(cpu, memory)}}`;

/** Says something about the whole cluster. */
export function tell(
  { recorder, statusMap }: AutoscalerState,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Normal',
): void {
  if (statusMap) recorder.event(statusMap, type, reason, message);
}

function* drain(state: AutoscalerState, pods: readonly Pod[]): Process<void> {
  const { engine } = state;
  let graceS = 0;
  for (const pod of pods) {
    yield* evict(state, pod);
    graceS = Math.max(graceS, graceOf(pod));
  }
  const isThere = (pod: Pod): boolean => state.pods.get(objectKey(pod))?.metadata.uid === pod.metadata.uid;
  const untilMs = engine.nowMs + graceS * 1000 + HEADROOM_MS;
  while (pods.some(isThere)) {
    if (engine.nowMs > untilMs) {
      const left = pods.filter(isThere).map(({ metadata }) => metadata.name);
      throw new Error(`pods remaining after timeout: ${left.join(', ')}`);
    }
    yield* sleep(LOOK_MS);
  }
}

function* evict({ client, recorder, engine }: AutoscalerState, pod: Pod): Process<void> {
  const { name, namespace } = pod.metadata;
  const deleteOptions = { gracePeriodSeconds: graceOf(pod) };
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, deleteOptions };
  recorder.event(pod, 'Normal', 'ScaleDown', 'deleting pod for node scale down');
  for (const untilMs = engine.nowMs + EVICTION_MS; ; ) {
    try {
      yield* client.subresource(PodKind as unknown as Kind, namespace!, name!, 'eviction', 'create', body);
      return;
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      if (isBug(error) || engine.nowMs + EVICTION_RETRY_MS > untilMs) {
        recorder.event(pod, 'Warning', 'ScaleDownFailed', 'failed to delete pod for ScaleDown');
        throw error;
      }
    }
    yield* sleep(EVICTION_RETRY_MS);
  }
}

const graceOf = ({ spec }: Pod): number => Math.min(MOST_GRACE_S, spec?.terminationGracePeriodSeconds ?? 30);
