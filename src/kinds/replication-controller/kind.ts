import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { mapMatcher } from '../../api/selectors.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { replace } from '../../base/shared.ts';
import { replicationControllerColumns } from './columns.ts';
import { defaultReplicationController } from './defaults.ts';
import {
  validateReplicationController,
  validateReplicationControllerStatusUpdate,
  validateReplicationControllerUpdate,
} from './validation.ts';

const dropDisabled = (object: ReplicationController): ReplicationController =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

/** Models pkg/registry/core/replicationcontroller. */
export const ReplicationControllerKind: Kind<ReplicationController> = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ReplicationController',
  defaults: defaultReplicationController,
  prepareForCreate: (object) => firstGeneration(dropDisabled(object), { replicas: 0 }),
  prepareForUpdate: (next, previous) => nextGeneration(dropDisabled(next), previous),
  validate: validateReplicationController,
  validateUpdate: validateReplicationControllerUpdate,
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(
          object.spec?.template?.spec,
          'spec.template.spec',
          object.spec?.template?.metadata?.annotations,
        ),
  defaultPropagation: 'Orphan',
  status: {
    prepareForUpdate: (next, previous) => replace<ReplicationController>(next, { spec: previous.spec }),
    validateUpdate: validateReplicationControllerStatusUpdate,
  },
  scale: {
    replicas: (object) => object.spec?.replicas ?? 0,
    statusReplicas: (object) => object.status?.replicas ?? 0,
    selector: (object) => mapMatcher(object.spec?.selector).toString(),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec!, replicas } }),
    missing: { group: 'autoscaling', plural: 'replicationcontrollers/scale' },
  },
  selectableFields: { 'status.replicas': (object) => String(object.status?.replicas ?? 0) },
  columns: replicationControllerColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'the template as far as Pods are' }],
};

export default ReplicationControllerKind;
