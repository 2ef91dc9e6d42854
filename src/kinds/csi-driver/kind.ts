import type { CSIDriver } from '../../api/k8s/storage-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { csiDriverColumns } from './columns.ts';
import { defaultCsiDriver } from './defaults.ts';
import { raiseGeneration } from './strategy.ts';
import { validateCsiDriver, validateCsiDriverUpdate } from './validation.ts';

/** Models pkg/registry/storage/csidriver. */
export const CSIDriverKind: Kind<CSIDriver> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.CSIDriver',
  returnsDeleted: true,
  allowUnconditionalUpdate: false,
  // The name is looked at as that of a driver.
  validateName: () => [],
  defaults: defaultCsiDriver,
  prepareForUpdate: raiseGeneration,
  validate: validateCsiDriver,
  validateUpdate: validateCsiDriverUpdate,
  columns: csiDriverColumns,
  fidelity: [
    { what: 'spec', level: 'simplified', note: 'checked and stored; the one driver is that of the cloud’s disks' },
  ],
};

export default CSIDriverKind;
