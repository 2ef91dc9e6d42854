import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction, rolloutActions } from '../../widgets/plain-view.ts';
import { WorkloadImages } from '../../widgets/workload-body.tsx';

const nameOf = (set: DaemonSet) => set.metadata.name ?? '';

function saySet({ status }: DaemonSet): Saying {
  const {
    desiredNumberScheduled: wanted = 0,
    numberReady = 0,
    numberMisscheduled = 0,
    updatedNumberScheduled = 0,
  } = status ?? {};
  const text = kinds('daemonSays');
  if (wanted === 0) return { title: kinds('noNodeFits'), text };
  if (numberMisscheduled > 0) return { title: kinds('misplaced', { count: numberMisscheduled }), wrong: true, text };
  if (updatedNumberScheduled < wanted)
    return { title: kinds('rollingOut', { updated: updatedNumberScheduled, wanted }), text };
  return { title: kinds('readyOf', { ready: numberReady, wanted }), text };
}

const DaemonSetView: KindView<DaemonSet> = {
  kind: 'DaemonSet',
  resource: 'daemonsets.apps',
  namespaced: true,
  say: saySet,
  facts: (set, context) => {
    const { currentNumberScheduled = 0, desiredNumberScheduled = 0, numberReady = 0 } = set.status ?? {};
    return [
      {
        term: terms('Nodes'),
        value: kinds('daemonNodes', {
          ...{ wanted: desiredNumberScheduled, have: currentNumberScheduled, ready: numberReady },
        }),
      },
      { term: terms('NodeLabels'), value: <Labels labels={set.spec?.template.spec?.nodeSelector} /> },
      { term: terms('Updates'), value: set.spec?.updateStrategy?.type },
      { term: terms('Selector'), value: <Labels labels={set.spec?.selector.matchLabels} /> },
      { term: terms('Created'), value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (set, context) => [...rolloutActions('daemonset', set, context), deleteAction('daemonset', set, context)],
  Body: ({ object, context }: KindBodyProps<DaemonSet>) => (
    <WorkloadImages
      target={`daemonset/${nameOf(object)}`}
      namespace={object.metadata.namespace ?? 'default'}
      podSpec={object.spec?.template.spec}
      context={context}
    />
  ),
};

export default DaemonSetView;
