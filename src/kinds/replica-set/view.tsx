import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
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
        title: 'Scaled to 0',
        text: owned
          ? 'An earlier revision, kept so that the Deployment can be rolled back to it.'
          : 'It asks for no Pods.',
      };
    return {
      title: `${readyReplicas} of ${wanted} ready`,
      text:
        replicas === wanted
          ? 'It has as many Pods as were asked for. It counts Pods; which ones they are is all the same to it.'
          : 'It creates or deletes Pods until their number is right.',
    };
  },
  facts: (set, context) => {
    const owner = controllerOf(set);
    return [
      {
        term: 'Owner',
        value:
          owner === undefined ? (
            'none'
          ) : (
            <>
              {owner.kind} <LinkTo kind={owner.kind} namespace={namespaceOf(set)} name={owner.name} context={context} />
            </>
          ),
      },
      {
        term: 'Replicas',
        value: `${set.spec?.replicas ?? 1} wanted, ${set.status?.replicas ?? 0} there, ${set.status?.readyReplicas ?? 0} ready`,
      },
      { term: 'Selector', value: <Labels labels={set.spec?.selector.matchLabels} /> },
      { term: 'Revision', value: set.metadata.annotations?.['deployment.kubernetes.io/revision'] },
      { term: 'Created', value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  actions: (set, context) => [
    {
      label: 'Delete',
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete replicaset ${nameOf(set)} -n ${namespaceOf(set)}`),
    },
  ],
  Body,
};

export default ReplicaSetView;
