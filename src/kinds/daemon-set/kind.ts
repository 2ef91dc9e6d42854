import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { replace } from '../../base/shared.ts';
import { daemonSetColumns } from './columns.ts';
import { defaultDaemonSet } from './defaults.ts';
import { converted, prepareForCreate, prepareForUpdate } from './strategy.ts';
import { validateDaemonSet, validateDaemonSetStatusUpdate, validateDaemonSetUpdate } from './validation.ts';

/** Models pkg/registry/apps/daemonset. */
export const DaemonSetKind: Kind<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.DaemonSet',
  defaults: defaultDaemonSet,
  converted,
  prepareForCreate,
  prepareForUpdate,
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(
          object.spec?.template?.spec,
          'spec.template.spec',
          object.spec?.template?.metadata?.annotations,
        ),
  status: {
    prepareForUpdate: (next, previous) => replace<DaemonSet>(next, { spec: previous.spec }),
    validateUpdate: validateDaemonSetStatusUpdate,
  },
  columns: daemonSetColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'defaults and validation; the template as far as Pods are' }],
};

export default DaemonSetKind;
