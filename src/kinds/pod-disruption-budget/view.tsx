import type { PodDisruptionBudget } from '../../api/k8s/policy-v1.gen.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

function sayBudget({ status }: PodDisruptionBudget): Saying {
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  const text =
    'It holds up evictions, such as those of kubectl drain. Nothing stops a crash, or somebody who deletes the Pods.';
  if (disruptionsAllowed === 0)
    return { title: `No eviction allowed: ${currentHealthy} healthy, ${desiredHealthy} must be`, text };
  return {
    title: `${disruptionsAllowed} may be evicted: ${currentHealthy} healthy, ${desiredHealthy} must be`,
    text,
  };
}

const PodDisruptionBudgetView: KindView<PodDisruptionBudget> = {
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets.policy',
  namespaced: true,
  say: sayBudget,
  facts: ({ spec, status, metadata }, context) => [
    { term: 'Min available', value: spec?.minAvailable === undefined ? '' : String(spec.minAvailable) },
    { term: 'Max unavailable', value: spec?.maxUnavailable === undefined ? '' : String(spec.maxUnavailable) },
    { term: 'Pods', value: `${status?.expectedPods ?? 0} expected, ${status?.currentHealthy ?? 0} healthy` },
    { term: 'Selector', value: <Labels labels={spec?.selector?.matchLabels} /> },
    { term: 'Created', value: context.clock(metadata.creationTimestamp) },
  ],
  conditions: conditionsOf,
  actions: (budget, context) => [deleteAction('pdb', budget, context)],
};

export default PodDisruptionBudgetView;
