import type { ControllerRevision } from '../../api/k8s/apps-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const ControllerRevisionView: KindView<ControllerRevision> = {
  kind: 'ControllerRevision',
  resource: 'controllerrevisions.apps',
  namespaced: true,
  say: ({ revision }) => ({
    title: kinds('revision', { revision }),
    text: kinds('revisionSays'),
  }),
  facts: (revision, context) => {
    const owner = controllerOf(revision);
    return [
      {
        term: terms('Owner'),
        value: owner && (
          <LinkTo kind={owner.kind} namespace={revision.metadata.namespace ?? ''} name={owner.name} context={context} />
        ),
      },
      { term: terms('Created'), value: context.clock(revision.metadata.creationTimestamp) },
    ];
  },
};

export default ControllerRevisionView;
