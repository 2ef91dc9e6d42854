import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../../api/k8s/policy-v1.gen.ts';
import { podCondition } from '../../../../api/pod.ts';
import { fitErrorMessage } from '../../fit-error.ts';
import type {
  FilterTrial,
  Handle,
  NodeToStatus,
  PluginFactory,
  PostFilterResult,
  PreemptionCandidate,
  Rejection,
} from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { Snapshot } from '../../snapshot.ts';
import { unresolvable } from '../../status.ts';
import { rankCandidates, selectVictims } from './candidate.ts';

const NOT_HELPFUL = unresolvable('Preemption is not helpful for scheduling');

/** Makes room for a Pod by removing Pods of lower priority. Models plugins/defaultpreemption and framework/preemption. */
const DefaultPreemption: PluginFactory = {
  name: 'DefaultPreemption',
  create(args, handle) {
    const share = args['minCandidateNodesPercentage'] as number;
    const least = args['minCandidateNodesAbsolute'] as number;
    return {
      postFilter(pod, snapshot, statuses, trial) {
        const obstacle = ineligible(pod, snapshot, statuses);
        if (obstacle) return { success: false, message: `preemption: ${obstacle}` };
        const potential = snapshot.nodes.filter((node) => isPotential(node, statuses));
        const wanted = Math.min(Math.max(Math.trunc((potential.length * share) / 100), least), potential.length);
        return preempt(pod, snapshot, potential, wanted, trial, handle);
      },
    };
  },
};

export default DefaultPreemption;

function preempt(
  pod: PodInfo,
  snapshot: Snapshot,
  potential: readonly NodeInfo[],
  wanted: number,
  trial: FilterTrial,
  handle: Handle,
): PostFilterResult {
  const budgets = [...handle.list<PodDisruptionBudget>('PodDisruptionBudget')];
  const offset = potential.length > 0 ? handle.random.int(potential.length) : 0;
  const nowMs = handle.nowMs();
  const candidates: PreemptionCandidate[] = [];
  const rejections = new Map<string, Rejection>();
  for (let i = 0; i < potential.length; i++) {
    const node = potential[(offset + i) % potential.length]!;
    const result = selectVictims(pod, node, trial, budgets, nowMs);
    if ('code' in result) rejections.set(node.name, { plugin: 'DefaultPreemption', status: result });
    else candidates.push(result);
    if (candidates.length >= wanted && candidates.some(({ pdbViolations }) => pdbViolations === 0)) break;
  }
  if (candidates.length === 0) {
    const text = fitErrorMessage(snapshot.nodes.length, { rejections, absent: NOT_HELPFUL }, {});
    return { success: false, message: `preemption: ${text}`, nominatedNode: '' };
  }
  const ranked = rankCandidates(candidates, nowMs);
  const best = ranked[0]!;
  return { success: true, message: '', nominatedNode: best.node, victims: best.victims, candidates: ranked };
}

function isPotential(node: NodeInfo, statuses: NodeToStatus): boolean {
  const status = statuses.rejections.get(node.name)?.status ?? statuses.absent;
  return status.code === 'Unschedulable';
}

/** Why a Pod may not preempt, in upstream's words. Models PodEligibleToPreemptOthers. */
function ineligible(pod: PodInfo, snapshot: Snapshot, statuses: NodeToStatus): string | undefined {
  if (pod.pod.spec?.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = pod.pod.status?.nominatedNodeName;
  if (!nominated || statuses.rejections.get(nominated)?.status.code === 'UnschedulableAndUnresolvable')
    return undefined;
  for (const other of snapshot.node(nominated)?.pods.values() ?? []) {
    if (other.priority < pod.priority && isBeingPreempted(other.pod)) {
      return 'not eligible due to a terminating pod on the nominated node.';
    }
  }
  return undefined;
}

function isBeingPreempted(pod: Pod): boolean {
  if (pod.metadata.deletionTimestamp === undefined) return false;
  const condition = podCondition(pod, 'DisruptionTarget');
  return condition?.status === 'True' && condition.reason === 'PreemptionByScheduler';
}
