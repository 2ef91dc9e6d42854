import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const VolumeAttachmentView: KindView<VolumeAttachment> = {
  kind: 'VolumeAttachment',
  resource: 'volumeattachments.storage.k8s.io',
  namespaced: false,
  say: ({ status }) => ({
    title: status?.attached === true ? 'Attached' : 'Not attached yet',
    text: 'It says that a disk is to hang on a node’s machine. While a lost node may still write, the disk is not given to another one.',
    wrong: status?.attachError !== undefined || status?.detachError !== undefined,
  }),
  facts: ({ spec, status }, context) => [
    { term: 'Node', value: <LinkTo kind="Node" namespace="" name={spec.nodeName} context={context} /> },
    {
      term: 'Volume',
      value: spec.source.persistentVolumeName && (
        <LinkTo kind="PersistentVolume" namespace="" name={spec.source.persistentVolumeName} context={context} />
      ),
    },
    { term: 'Driver', value: <span className="mono">{spec.attacher}</span> },
    { term: 'Error', value: status?.attachError?.message ?? status?.detachError?.message },
  ],
};

export default VolumeAttachmentView;
