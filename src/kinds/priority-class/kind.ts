import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration } from '../../api/strategy.ts';
import { priorityClassColumns } from './columns.ts';
import { defaultPriorityClass } from './defaults.ts';
import { validatePriorityClass, validatePriorityClassUpdate } from './validation.ts';

/** Models pkg/registry/scheduling/priorityclass. */
export const PriorityClassKind: Kind<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  schema: 'io.k8s.api.scheduling.v1.PriorityClass',
  defaults: defaultPriorityClass,
  prepareForCreate: firstGeneration,
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
  columns: priorityClassColumns,
  fidelity: [{ what: 'value, globalDefault, preemptionPolicy', level: 'modelled' }],
};

export default PriorityClassKind;
