import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { persistentVolumeColumns } from './columns.ts';
import { defaultPersistentVolume } from './defaults.ts';
import { prepareVolumeCreate, prepareVolumeStatusUpdate, prepareVolumeUpdate } from './strategy.ts';
import { validateVolume, validateVolumeUpdate } from './validation.ts';
import { volumeWarnings } from './warnings.ts';

/** Models pkg/registry/core/persistentvolume. */
export const PersistentVolumeKind: Kind<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  schema: 'io.k8s.api.core.v1.PersistentVolume',
  returnsDeleted: true,
  defaults: defaultPersistentVolume,
  prepareForCreate: prepareVolumeCreate,
  prepareForUpdate: prepareVolumeUpdate,
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
  status: { prepareForUpdate: prepareVolumeStatusUpdate },
  columns: persistentVolumeColumns,
  fidelity: [
    { what: 'spec.capacity, accessModes, claimRef, nodeAffinity, reclaim policy, class, mode', level: 'modelled' },
    { what: 'binding, phases, reclaim policies Retain and Delete, protection', level: 'modelled' },
    { what: 'reclaim policy Recycle', level: 'simplified', note: 'no recycler Pod is started' },
    {
      what: 'volume sources',
      level: 'simplified',
      note: 'files of csi, nfs, hostPath and local volumes outlive Pods; the others are disks of the cloud',
    },
    {
      what: 'spec.volumeAttributesClassName',
      level: 'ignored',
      note: 'off in v1.32 by default',
      fields: ['spec.volumeAttributesClassName'],
    },
  ],
};

export default PersistentVolumeKind;
