import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const VolumeAttachmentView: KindView<VolumeAttachment> = {
  kind: 'VolumeAttachment',
  resource: 'volumeattachments.storage.k8s.io',
  namespaced: false,
  say: ({ status }) => ({
    title: status?.attached === true ? kinds('attached') : kinds('notAttached'),
    text: kinds('attachmentSays'),
    wrong: status?.attachError !== undefined || status?.detachError !== undefined,
  }),
  facts: ({ spec, status }, context) => [
    { term: terms('Node'), value: <LinkTo kind="Node" namespace="" name={spec.nodeName} context={context} /> },
    {
      term: terms('Volume'),
      value: spec.source.persistentVolumeName && (
        <LinkTo kind="PersistentVolume" namespace="" name={spec.source.persistentVolumeName} context={context} />
      ),
    },
    { term: terms('Driver'), value: <span className="mono">{spec.attacher}</span> },
    { term: terms('Error'), value: status?.attachError?.message ?? status?.detachError?.message },
  ],
};

export default VolumeAttachmentView;
