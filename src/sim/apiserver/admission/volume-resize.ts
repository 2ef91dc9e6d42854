import type { PersistentVolumeClaim } from '../../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../../api/k8s/storage-v1.gen.ts';
import { compareQuantities } from '../../../base/quantity.ts';
import { lookUp } from '../server.ts';
import { type AdmissionPlugin, refused } from './plugin.ts';

/** Only bound claims of a class that allows it can grow. Models plugin/pkg/admission/storage/persistentvolume/resize. */
export const volumeResize: AdmissionPlugin = {
  resources: ['persistentvolumeclaims'],
  operations: ['UPDATE'],
  validate(object, attributes) {
    const previous = attributes.previous as unknown as PersistentVolumeClaim;
    const { spec } = object as unknown as PersistentVolumeClaim;
    const [size, before] = [spec?.resources?.requests?.['storage'], previous.spec?.resources?.requests?.['storage']];
    if (size === undefined || (before !== undefined && compareQuantities(size, before) <= 0)) return;
    if (previous.status?.phase !== 'Bound') {
      throw refused(attributes, object, 'Only bound persistent volume claims can be expanded');
    }
    const className = spec?.storageClassName ?? '';
    const found = lookUp(attributes.server, 'storage.k8s.io', 'storageclasses', '', className);
    if ((found as unknown as StorageClass | undefined)?.allowVolumeExpansion) return;
    const must = 'the storageclass that provisions the pvc must support resize';
    throw refused(attributes, object, `only dynamically provisioned pvc can be resized and ${must}`);
  },
};
