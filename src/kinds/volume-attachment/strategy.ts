import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import { replace } from '../../base/shared.ts';

/** A status update changes nothing but the status. Models volumeAttachmentStatusStrategy.PrepareForUpdate. */
export function prepareAttachmentStatusUpdate(next: VolumeAttachment, previous: VolumeAttachment): VolumeAttachment {
  const { resourceVersion } = next.metadata;
  const metadata = replace<VolumeAttachment['metadata']>(previous.metadata, { resourceVersion });
  return replace<VolumeAttachment>(next, { metadata, spec: previous.spec });
}
