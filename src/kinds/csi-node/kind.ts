import type { CSINode } from '../../api/k8s/storage-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { csiNodeColumns } from './columns.ts';
import { validateCsiNode, validateCsiNodeUpdate } from './validation.ts';

/** Models pkg/registry/storage/csinode. */
export const CSINodeKind: Kind<CSINode> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  plural: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.CSINode',
  returnsDeleted: true,
  allowUnconditionalUpdate: false,
  validate: validateCsiNode,
  validateUpdate: validateCsiNodeUpdate,
  columns: csiNodeColumns,
  fidelity: [
    {
      what: 'spec.drivers',
      level: 'simplified',
      note: 'every node has the driver of the cloud from the beginning, for 25 disks',
    },
  ],
};

export default CSINodeKind;
