import type { LimitRange } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { createdAtColumn, nameColumn } from '../../api/printing.ts';
import { defaultLimitRange } from './defaults.ts';
import { validateLimitRange } from './validation.ts';

/** Models pkg/registry/core/limitrange. */
export const LimitRangeKind: Kind<LimitRange> = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.LimitRange',
  defaults: defaultLimitRange,
  allowCreateOnUpdate: true,
  validate: validateLimitRange,
  validateUpdate: validateLimitRange,
  columns: [nameColumn, createdAtColumn],
  fidelity: [{ what: 'spec.limits', level: 'modelled' }],
};

export default LimitRangeKind;
