import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { persistentVolumeClaimColumns } from './columns.ts';
import { defaultPersistentVolumeClaim } from './defaults.ts';
import { prepareClaimCreate, prepareClaimStatusUpdate, prepareClaimUpdate } from './strategy.ts';
import { validateClaim, validateClaimStatusUpdate, validateClaimUpdate } from './validation.ts';
import { claimWarnings } from './warnings.ts';

/** Models pkg/registry/core/persistentvolumeclaim. */
export const PersistentVolumeClaimKind: Kind<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.PersistentVolumeClaim',
  returnsDeleted: true,
  defaults: defaultPersistentVolumeClaim,
  prepareForCreate: prepareClaimCreate,
  prepareForUpdate: prepareClaimUpdate,
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings: claimWarnings,
  status: { prepareForUpdate: prepareClaimStatusUpdate, validateUpdate: validateClaimStatusUpdate },
  columns: persistentVolumeClaimColumns,
  fidelity: [
    { what: 'spec.accessModes, resources, selector, storageClassName, volumeMode, volumeName', level: 'modelled' },
    { what: 'phases, conditions, events, default class, protection', level: 'modelled' },
    {
      what: 'spec.dataSource, spec.dataSourceRef',
      level: 'simplified',
      note: 'checked and stored; nothing is copied',
      fields: ['spec.dataSource', 'spec.dataSourceRef'],
    },
    {
      what: 'spec.volumeAttributesClassName',
      level: 'ignored',
      note: 'off in v1.32 by default',
      fields: ['spec.volumeAttributesClassName'],
    },
  ],
};

export default PersistentVolumeClaimKind;
