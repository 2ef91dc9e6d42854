import type { ControllerRevision } from '../../api/k8s/apps-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const ControllerRevisionView: KindView<ControllerRevision> = {
  kind: 'ControllerRevision',
  resource: 'controllerrevisions.apps',
  namespaced: true,
  say: ({ revision }) => ({
    title: `Revision ${revision}`,
    text: 'A Pod template as it once was, kept so that a StatefulSet or DaemonSet can be rolled back to it.',
  }),
  facts: (revision, context) => {
    const owner = controllerOf(revision);
    return [
      {
        term: 'Owner',
        value: owner && (
          <LinkTo kind={owner.kind} namespace={revision.metadata.namespace ?? ''} name={owner.name} context={context} />
        ),
      },
      { term: 'Created', value: context.clock(revision.metadata.creationTimestamp) },
    ];
  },
};

export default ControllerRevisionView;
