import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction, inNamespace } from '../../widgets/plain-view.ts';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const nameOf = (set: StatefulSet) => set.metadata.name ?? '';
const namespaceOf = (set: StatefulSet) => set.metadata.namespace ?? 'default';

function saySet({ spec, status }: StatefulSet): Saying {
  const wanted = spec?.replicas ?? 1;
  const { readyReplicas = 0, replicas = 0, updateRevision, currentRevision, updatedReplicas = 0 } = status ?? {};
  const inTurn = spec?.podManagementPolicy !== 'Parallel';
  if (updateRevision !== currentRevision && updatedReplicas < wanted)
    return {
      title: `Rolling out: ${updatedReplicas} of ${wanted} updated`,
      text: 'It replaces its Pods one after the other, from the highest number down.',
    };
  if (replicas !== wanted || readyReplicas < wanted)
    return {
      title: `${readyReplicas} of ${wanted} ready`,
      text: inTurn
        ? 'Its Pods come in order of their numbers: each waits until the one before is ready, and keeps its name and its disk.'
        : 'Its Pods come all at once; each keeps its name and its disk.',
    };
  return {
    title: `All ${wanted} ready`,
    text: 'Each Pod has a number, and keeps its name and its disk when it is replaced.',
  };
}

function Body({ object, context }: KindBodyProps<StatefulSet>) {
  return (
    <WorkloadBody
      target={`statefulset/${nameOf(object)}`}
      namespace={namespaceOf(object)}
      replicas={object.spec?.replicas ?? 1}
      podSpec={object.spec?.template.spec}
      context={context}
    />
  );
}

const StatefulSetView: KindView<StatefulSet> = {
  kind: 'StatefulSet',
  resource: 'statefulsets.apps',
  namespaced: true,
  say: saySet,
  facts: (set, context) => {
    const { serviceName, volumeClaimTemplates = [], updateStrategy, podManagementPolicy, selector } = set.spec ?? {};
    const { replicas = 0, readyReplicas = 0, updatedReplicas = 0 } = set.status ?? {};
    return [
      {
        term: 'Replicas',
        value: `${set.spec?.replicas ?? 1} wanted, ${replicas} there, ${updatedReplicas} updated, ${readyReplicas} ready`,
      },
      {
        term: 'Service',
        value: serviceName && (
          <LinkTo kind="Service" namespace={namespaceOf(set)} name={serviceName} context={context} />
        ),
      },
      { term: 'Order', value: podManagementPolicy },
      { term: 'Updates', value: updateStrategy?.type },
      { term: 'Claims', value: volumeClaimTemplates.map(({ metadata }) => metadata?.name).join(', ') },
      { term: 'Selector', value: <Labels labels={selector?.matchLabels} /> },
      { term: 'Created', value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (set, context) => [
    {
      label: 'Restart',
      icon: 'restart',
      title: 'kubectl rollout restart',
      run: () => context.run(`rollout restart statefulset/${nameOf(set)}${inNamespace(set)}`),
    },
    {
      label: 'Undo',
      icon: 'undo',
      title: 'kubectl rollout undo',
      run: () => context.run(`rollout undo statefulset/${nameOf(set)}${inNamespace(set)}`),
    },
    deleteAction('statefulset', set, context),
  ],
  Body,
};

export default StatefulSetView;
