import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction, rolloutActions } from '../../widgets/plain-view.ts';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const nameOf = (set: StatefulSet) => set.metadata.name ?? '';
const namespaceOf = (set: StatefulSet) => set.metadata.namespace ?? 'default';

function saySet({ spec, status }: StatefulSet): Saying {
  const wanted = spec?.replicas ?? 1;
  const { readyReplicas = 0, replicas = 0, updateRevision, currentRevision, updatedReplicas = 0 } = status ?? {};
  const inTurn = spec?.podManagementPolicy !== 'Parallel';
  if (updateRevision !== currentRevision && updatedReplicas < wanted)
    return {
      title: kinds('rollingOut', { updated: updatedReplicas, wanted }),
      text: kinds('oneByOne'),
    };
  if (replicas !== wanted || readyReplicas < wanted)
    return {
      title: kinds('readyOf', { ready: readyReplicas, wanted }),
      text: inTurn ? kinds('inOrder') : kinds('atOnce'),
    };
  return {
    title: kinds('allReady', { count: wanted }),
    text: kinds('eachKeeps'),
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
        term: terms('Replicas'),
        value: kinds('statefulReplicas', {
          wanted: set.spec?.replicas ?? 1,
          there: replicas,
          updated: updatedReplicas,
          ready: readyReplicas,
        }),
      },
      {
        term: terms('Service'),
        value: serviceName && (
          <LinkTo kind="Service" namespace={namespaceOf(set)} name={serviceName} context={context} />
        ),
      },
      { term: terms('Order'), value: podManagementPolicy },
      { term: terms('Updates'), value: updateStrategy?.type },
      { term: terms('Claims'), value: volumeClaimTemplates.map(({ metadata }) => metadata?.name).join(', ') },
      { term: terms('Selector'), value: <Labels labels={selector?.matchLabels} /> },
      { term: terms('Created'), value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (set, context) => [
    ...rolloutActions('statefulset', set, context),
    deleteAction('statefulset', set, context),
  ],
  Body,
};

export default StatefulSetView;
