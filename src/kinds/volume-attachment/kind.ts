import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { volumeAttachmentColumns } from './columns.ts';
import { prepareAttachmentStatusUpdate } from './strategy.ts';
import { validateAttachment, validateAttachmentUpdate } from './validation.ts';

/** Models pkg/registry/storage/volumeattachment. */
export const VolumeAttachmentKind: Kind<VolumeAttachment> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.VolumeAttachment',
  returnsDeleted: true,
  allowUnconditionalUpdate: false,
  prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
  prepareForUpdate: (next, previous) => replace<VolumeAttachment>(next, { status: previous.status }),
  validate: validateAttachment,
  validateUpdate: validateAttachmentUpdate,
  status: { prepareForUpdate: prepareAttachmentStatusUpdate, validateUpdate: validateAttachmentUpdate },
  columns: volumeAttachmentColumns,
  fidelity: [
    {
      what: 'spec, status',
      level: 'modelled',
      note: 'the attacher of the cloud never fails; those of other drivers are not there',
    },
  ],
};

export default VolumeAttachmentKind;
