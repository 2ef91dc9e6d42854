import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { LinkTo } from '../../widgets/link-to.tsx';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const nameOf = (set: ReplicaSet) => set.metadata.name ?? '';
const namespaceOf = (set: ReplicaSet) => set.metadata.namespace ?? 'default';

function Body({ object, context }: KindBodyProps<ReplicaSet>) {
  return (
    <WorkloadBody
      target={`replicaset/${nameOf(object)}`}
      namespace={namespaceOf(object)}
      replicas={object.spec?.replicas ?? 1}
      podSpec={object.spec?.template?.spec}
      context={context}
    />
  );
}

const ReplicaSetView: KindView<ReplicaSet> = {
  kind: 'ReplicaSet',
  resource: 'replicasets.apps',
  namespaced: true,
  say: (set) => {
    const wanted = set.spec?.replicas ?? 1;
    const { replicas = 0, readyReplicas = 0 } = set.status ?? {};
    const owned = controllerOf(set) !== undefined;
    if (wanted === 0)
      return {
        title: kinds('scaledToZero'),
        text: owned ? kinds('earlier') : kinds('asksNoPods'),
      };
    return {
      title: kinds('readyOf', { ready: readyReplicas, wanted }),
      text: replicas === wanted ? kinds('asMany') : kinds('untilRight'),
    };
  },
  facts: (set, context) => {
    const owner = controllerOf(set);
    return [
      {
        term: terms('Owner'),
        value:
          owner === undefined ? (
            terms('none')
          ) : (
            <>
              {owner.kind} <LinkTo kind={owner.kind} namespace={namespaceOf(set)} name={owner.name} context={context} />
            </>
          ),
      },
      {
        term: terms('Replicas'),
        value: kinds('setReplicas', {
          wanted: set.spec?.replicas ?? 1,
          there: set.status?.replicas ?? 0,
          ready: set.status?.readyReplicas ?? 0,
        }),
      },
      { term: terms('Selector'), value: <Labels labels={set.spec?.selector.matchLabels} /> },
      { term: terms('Revision'), value: set.metadata.annotations?.['deployment.kubernetes.io/revision'] },
      { term: terms('Created'), value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  actions: (set, context) => [
    {
      label: terms('Delete'),
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete replicaset ${nameOf(set)} -n ${namespaceOf(set)}`),
    },
  ],
  Body,
};

export default ReplicaSetView;
