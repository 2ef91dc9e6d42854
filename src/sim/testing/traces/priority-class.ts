import type { PriorityClass } from '../../../api/k8s/scheduling-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';

/** Just enough of PriorityClasses to play the story of preemption, until the kind is there. */
export const TestPriorityClass: Kind<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  namespaced: false,
  schema: 'io.k8s.api.scheduling.v1.PriorityClass',
  allowCreateOnUpdate: false,
  allowUnconditionalUpdate: true,
  validate: () => [],
  validateUpdate: () => [],
  columns: [],
  fidelity: [],
};
