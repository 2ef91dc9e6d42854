import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction, inNamespace } from '../../widgets/plain-view.ts';
import { WorkloadImages } from '../../widgets/workload-body.tsx';

const nameOf = (set: DaemonSet) => set.metadata.name ?? '';

function saySet({ status }: DaemonSet): Saying {
  const {
    desiredNumberScheduled: wanted = 0,
    numberReady = 0,
    numberMisscheduled = 0,
    updatedNumberScheduled = 0,
  } = status ?? {};
  const text =
    'Every node that its Pods may run on gets one. It gives each Pod an affinity to its node, so that the scheduler only confirms it.';
  if (wanted === 0) return { title: 'No node fits', text };
  if (numberMisscheduled > 0) return { title: `${numberMisscheduled} run where they should not`, wrong: true, text };
  if (updatedNumberScheduled < wanted)
    return { title: `Rolling out: ${updatedNumberScheduled} of ${wanted} updated`, text };
  return { title: `${numberReady} of ${wanted} ready`, text };
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
        term: 'Nodes',
        value: `${desiredNumberScheduled} wanted, ${currentNumberScheduled} have one, ${numberReady} ready`,
      },
      { term: 'Node labels', value: <Labels labels={set.spec?.template.spec?.nodeSelector} /> },
      { term: 'Updates', value: set.spec?.updateStrategy?.type },
      { term: 'Selector', value: <Labels labels={set.spec?.selector.matchLabels} /> },
      { term: 'Created', value: context.clock(set.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (set, context) => [
    {
      label: 'Restart',
      icon: 'restart',
      title: 'kubectl rollout restart',
      run: () => context.run(`rollout restart daemonset/${nameOf(set)}${inNamespace(set)}`),
    },
    {
      label: 'Undo',
      icon: 'undo',
      title: 'kubectl rollout undo',
      run: () => context.run(`rollout undo daemonset/${nameOf(set)}${inNamespace(set)}`),
    },
    deleteAction('daemonset', set, context),
  ],
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
