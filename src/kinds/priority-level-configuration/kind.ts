import type { PriorityLevelConfiguration } from '../../api/k8s/flowcontrol-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { validateFlowConditions } from '../../api/validation/flow-conditions.ts';
import { priorityLevelConfigurationColumns } from './columns.ts';
import { priorityLevelDefaults } from './defaults.ts';
import { validatePriorityLevel } from './validation.ts';

/** Models pkg/registry/flowcontrol/prioritylevelconfiguration. */
export const PriorityLevelConfigurationKind: Kind<PriorityLevelConfiguration> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  plural: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  namespaced: false,
  schema: 'io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration',
  defaults: priorityLevelDefaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  validate: validatePriorityLevel,
  validateUpdate: validatePriorityLevel,
  status: statusOnly<PriorityLevelConfiguration>(validateFlowConditions),
  columns: priorityLevelConfigurationColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored; requests do not queue', fields: ['spec'] }],
};

export default PriorityLevelConfigurationKind;
