import type { PodDisruptionBudget } from '../../api/k8s/policy-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

function sayBudget({ status }: PodDisruptionBudget): Saying {
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  const text = kinds('budgetSays');
  if (disruptionsAllowed === 0)
    return { title: kinds('noEviction', { healthy: currentHealthy, wanted: desiredHealthy }), text };
  return {
    title: kinds('mayEvict', { count: disruptionsAllowed, healthy: currentHealthy, wanted: desiredHealthy }),
    text,
  };
}

const PodDisruptionBudgetView: KindView<PodDisruptionBudget> = {
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets.policy',
  namespaced: true,
  say: sayBudget,
  facts: ({ spec, status, metadata }, context) => [
    { term: terms('MinAvailable'), value: spec?.minAvailable === undefined ? '' : String(spec.minAvailable) },
    { term: terms('MaxUnavailable'), value: spec?.maxUnavailable === undefined ? '' : String(spec.maxUnavailable) },
    {
      term: terms('Pods'),
      value: kinds('expected', { expected: status?.expectedPods ?? 0, healthy: status?.currentHealthy ?? 0 }),
    },
    { term: terms('Selector'), value: <Labels labels={spec?.selector?.matchLabels} /> },
    { term: terms('Created'), value: context.clock(metadata.creationTimestamp) },
  ],
  conditions: conditionsOf,
  actions: (budget, context) => [deleteAction('pdb', budget, context)],
};

export default PodDisruptionBudgetView;
