import type { TopologySpreadConstraint } from '../../../../api/k8s/core-v1.gen.ts';
import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import { type PodInfo, withSpec } from '../../pod-info.ts';

/** Larger skews are not tried. */
const MOST = 100;

/**
 * The label that a node lacks for a constraint, or the least maxSkew with which the constraint would allow it.
 * @param allows whether the plugin accepts the node for a Pod
 */
export function relaxSpread(pod: PodInfo, node: NodeInfo, allows: (pod: PodInfo) => boolean): Relaxation | undefined {
  const all = pod.specInfo.spec.topologySpreadConstraints ?? [];
  const hard = all.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  const unlabelled = hard.filter(({ topologyKey }) => node.domain(topologyKey) === undefined);
  if (unlabelled.length > 0) {
    const keys = unlabelled.map(({ topologyKey }) => topologyKey);
    const labels = { ...node.labels, ...Object.fromEntries(keys.map((key) => [key, node.name])) };
    const changed = node.clone();
    changed.setNode({ ...node.node!, metadata: { ...node.node!.metadata, labels } });
    return { what: `the label${keys.length > 1 ? 's' : ''} ${keys.join(' and ')}`, how: 'on', cost: 1, node: changed };
  }
  const withSkew = (changed: TopologySpreadConstraint, maxSkew: number): PodInfo =>
    withSpec(pod, { topologySpreadConstraints: all.map((c) => (c === changed ? { ...c, maxSkew } : c)) });
  for (const constraint of hard) {
    const alone = withSpec(pod, { topologySpreadConstraints: [constraint] });
    if (allows(alone)) continue;
    for (let maxSkew = constraint.maxSkew + 1; maxSkew <= MOST; maxSkew++) {
      if (!allows(withSpec(pod, { topologySpreadConstraints: [{ ...constraint, maxSkew }] }))) continue;
      const what = `a maxSkew of ${maxSkew} instead of ${constraint.maxSkew} for ${constraint.topologyKey}`;
      return { what, how: 'to use', cost: maxSkew - constraint.maxSkew, pod: withSkew(constraint, maxSkew) };
    }
  }
  return undefined;
}
