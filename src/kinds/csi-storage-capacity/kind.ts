import type { CSIStorageCapacity } from '../../api/k8s/storage-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { createdAtColumn, nameColumn } from '../../api/printing.ts';
import { validateCapacity, validateCapacityUpdate } from './validation.ts';

/** Models pkg/registry/storage/csistoragecapacity. */
export const CSIStorageCapacityKind: Kind<CSIStorageCapacity> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  plural: 'csistoragecapacities',
  singular: 'csistoragecapacity',
  namespaced: true,
  schema: 'io.k8s.api.storage.v1.CSIStorageCapacity',
  allowUnconditionalUpdate: false,
  validate: validateCapacity,
  validateUpdate: validateCapacityUpdate,
  columns: [nameColumn, createdAtColumn],
  fidelity: [{ what: 'capacity, maximumVolumeSize, nodeTopology, storageClassName', level: 'modelled' }],
};

export default CSIStorageCapacityKind;
