import type { Node, Pod, Taint, Toleration } from '../../../../api/k8s/core-v1.gen.ts';
import { firstUntolerated, toleratedBy } from '../../../../api/taints.ts';
import { defaultNormalizeScore, MAX_NODE_SCORE, type PluginFactory, plugin, uniform } from '../../framework.ts';
import { firstForbiddingTaint } from '../../pod-info.ts';
import { type Status, unresolvable } from '../../status.ts';
import { relaxTaint } from './relax.ts';

const FORBIDDING = ['NoSchedule', 'NoExecute'];

/** Respects taints: NoSchedule and NoExecute reject, PreferNoSchedule lowers the score. Models plugins/tainttoleration. */
const TaintToleration: PluginFactory = {
  name: 'TaintToleration',
  create: () =>
    plugin<undefined, readonly Toleration[]>({
      acceptsAll: (_pod, { census }) => census.forbidding === 0,
      filter(pod, node) {
        if (node.forbidding.length === 0) return undefined;
        const taint = firstForbiddingTaint(pod, node);
        return taint && rejection(taint);
      },
      relax: relaxTaint,
      preScore: (pod, _nodes, { census }) => {
        if (census.discouraging === 0) return uniform(0, MAX_NODE_SCORE);
        return pod.specInfo.tolerations.filter(
          ({ effect }) => effect === undefined || effect === '' || effect === 'PreferNoSchedule',
        );
      },
      scoreAll(_pod, nodes, tolerations, scores) {
        for (let i = 0; i < nodes.length; i++) {
          const { discouraging } = nodes[i]!;
          scores[i] = discouraging.length === 0 ? 0 : countUntolerated(discouraging, tolerations);
        }
      },
      normalizeScore: (scores) => defaultNormalizeScore(scores, true),
      events: [
        { resource: 'Node', actions: ['Add', 'UpdateNodeTaint'], hint: afterNodeChange },
        {
          resource: 'Pod',
          actions: ['UpdatePodTolerations'],
          hint: (pod, _previous, object) => ((object as Pod).metadata.uid === pod.metadata.uid ? 'Queue' : 'Skip'),
        },
      ],
    }),
};

export default TaintToleration;

const rejections = new WeakMap<Taint, Status>();

function rejection(taint: Taint): Status {
  let status = rejections.get(taint);
  if (status === undefined) {
    status = unresolvable(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`);
    rejections.set(taint, status);
  }
  return status;
}

function countUntolerated(taints: readonly Taint[], tolerations: readonly Toleration[]): number {
  let count = 0;
  for (const taint of taints) if (!toleratedBy(taint, tolerations)) count++;
  return count;
}

function afterNodeChange(pod: Pod, previous: unknown, object: unknown): 'Queue' | 'Skip' {
  const before = previous as Node | undefined;
  const forbids = (node: Node): boolean =>
    firstUntolerated(node.spec?.taints, pod.spec?.tolerations, FORBIDDING) !== undefined;
  return (before === undefined || forbids(before)) && !forbids(object as Node) ? 'Queue' : 'Skip';
}
