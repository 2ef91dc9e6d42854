import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { PodDisruptionBudget } from '../../api/k8s/policy-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { podDisruptionBudgetColumns } from './columns.ts';
import { validatePodDisruptionBudget, validatePodDisruptionBudgetStatusUpdate } from './validation.ts';

const emptyStatus = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

/** Models pkg/registry/policy/poddisruptionbudget. */
export const PodDisruptionBudgetKind: Kind<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  schema: 'io.k8s.api.policy.v1.PodDisruptionBudget',
  prepareForCreate: (object) => firstGeneration(object, emptyStatus),
  prepareForUpdate: nextGeneration,
  validate: validatePodDisruptionBudget,
  validateUpdate: validatePodDisruptionBudget,
  allowUnconditionalUpdate: false,
  status: {
    prepareForUpdate: (next, previous) => replace<PodDisruptionBudget>(next, { spec: previous.spec }),
    validateUpdate: validatePodDisruptionBudgetStatusUpdate,
  },
  columns: podDisruptionBudgetColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'defaults and validation' },
    { what: 'eviction', level: 'modelled' },
    { what: 'controller', level: 'modelled', note: 'the size of custom kinds is not asked for' },
  ],
};

export default PodDisruptionBudgetKind;
