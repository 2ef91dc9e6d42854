import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { dns1123Label, maskTrailingDash } from '../../api/names.ts';
import { selectorText } from '../../api/printing.ts';
import { replace } from '../../base/shared.ts';
import { statefulSetColumns } from './columns.ts';
import { defaultStatefulSet } from './defaults.ts';
import { validateStatefulSet, validateStatefulSetStatusUpdate, validateStatefulSetUpdate } from './validation.ts';
import { statefulSetWarnings } from './warnings.ts';

const dropDisabled = (object: StatefulSet): StatefulSet =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

/** Models pkg/registry/apps/statefulset. */
export const StatefulSetKind: Kind<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.StatefulSet',
  validateName: (name, prefix) => dns1123Label(prefix ? maskTrailingDash(name) : name),
  defaults: defaultStatefulSet,
  prepareForCreate: (object) => firstGeneration(dropDisabled(object), { replicas: 0, availableReplicas: 0 }),
  prepareForUpdate: (next, previous) => nextGeneration(dropDisabled(next), previous),
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  warnings: statefulSetWarnings,
  status: {
    prepareForUpdate: (next, previous) => replace<StatefulSet>(next, { spec: previous.spec }),
    validateUpdate: validateStatefulSetStatusUpdate,
  },
  scale: {
    replicas: (object) => object.spec?.replicas ?? 0,
    statusReplicas: (object) => object.status?.replicas ?? 0,
    selector: (object) => selectorText(object.spec?.selector),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec!, replicas } }),
  },
  columns: statefulSetColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'the template as far as Pods are' },
    {
      what: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
      level: 'ignored',
      note: 'alpha in v1.32',
      fields: ['spec.updateStrategy.rollingUpdate.maxUnavailable'],
    },
  ],
};

export default StatefulSetKind;
