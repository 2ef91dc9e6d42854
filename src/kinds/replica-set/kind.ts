import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { selectorText } from '../../api/printing.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { replicaSetColumns } from './columns.ts';
import { defaultReplicaSet } from './defaults.ts';
import { validateReplicaSet, validateReplicaSetStatusUpdate, validateReplicaSetUpdate } from './validation.ts';

const dropDisabled = (object: ReplicaSet): ReplicaSet =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

/** Models pkg/registry/apps/replicaset. */
export const ReplicaSetKind: Kind<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.apps.v1.ReplicaSet',
  defaults: defaultReplicaSet,
  prepareForCreate: (object) => ({
    ...dropDisabled(object),
    metadata: { ...object.metadata, generation: 1 },
    status: { replicas: 0 },
  }),
  prepareForUpdate(given, previous) {
    const next = dropDisabled(given);
    const same = deepEqual(next.spec, previous.spec);
    const generation = (previous.metadata.generation ?? 0) + (same ? 0 : 1);
    return replace<ReplicaSet>(next, {
      metadata: replace<ReplicaSet['metadata']>(next.metadata, { generation }),
      spec: same ? previous.spec : next.spec,
      status: previous.status,
    });
  },
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(
          object.spec?.template?.spec,
          'spec.template.spec',
          object.spec?.template?.metadata?.annotations,
        ),
  status: {
    prepareForUpdate: (next, previous) => replace<ReplicaSet>(next, { spec: previous.spec }),
    validateUpdate: validateReplicaSetStatusUpdate,
  },
  scale: {
    replicas: (object) => object.spec?.replicas ?? 0,
    statusReplicas: (object) => object.status?.replicas ?? 0,
    selector: (object) => selectorText(object.spec?.selector),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec!, replicas } }),
    missing: { group: 'apps', plural: 'replicasets/scale' },
  },
  selectableFields: { 'status.replicas': (object) => String(object.status?.replicas ?? 0) },
  columns: replicaSetColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'the template as far as Pods are' }],
};

export default ReplicaSetKind;
