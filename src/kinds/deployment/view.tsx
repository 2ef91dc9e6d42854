import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { KindBodyProps, KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const nameOf = (deployment: Deployment) => deployment.metadata.name ?? '';
const namespaceOf = (deployment: Deployment) => deployment.metadata.namespace ?? 'default';

function sayDeployment(deployment: Deployment): Saying {
  const wanted = deployment.spec?.replicas ?? 1;
  const {
    updatedReplicas = 0,
    replicas = 0,
    readyReplicas = 0,
    availableReplicas = 0,
    observedGeneration = 0,
  } = deployment.status ?? {};
  const failed = deployment.status?.conditions?.find(
    (condition) => condition.type === 'Progressing' && condition.status === 'False',
  );
  if (deployment.metadata.deletionTimestamp !== undefined)
    return { title: 'Terminating', text: 'It has been deleted and waits for what it owns.' };
  if (failed !== undefined)
    return { title: failed.reason ?? 'Not progressing', wrong: true, text: failed.message ?? '' };
  if (deployment.spec?.paused === true)
    return { title: 'Paused', text: 'Changes of the template start no rollout until it is resumed.' };
  if (observedGeneration < (deployment.metadata.generation ?? 0))
    return { title: 'Change accepted', text: 'The Deployment controller has not acted on it yet.' };
  if (updatedReplicas < wanted)
    return {
      title: `Rolling out: ${updatedReplicas} of ${wanted} updated`,
      text: 'New Pods come up first, as far as maxSurge allows; old ones go as the new become available.',
    };
  if (replicas > updatedReplicas)
    return {
      title: `${replicas - updatedReplicas} old ${replicas - updatedReplicas === 1 ? 'Pod' : 'Pods'} left`,
      text: 'All new Pods exist. The old ReplicaSet is scaled down as the new Pods become available.',
    };
  if (availableReplicas < wanted)
    return {
      title: `${readyReplicas} of ${wanted} ready`,
      text: 'Its ReplicaSet counts Pods and makes up for those that are missing; it does not repair one that is not ready.',
    };
  return { title: `All ${wanted} available`, text: 'What the cluster has is what was asked for.' };
}

/** How long a rollout may stand still. */
function rolloutTimers({ spec, status }: Deployment, context: KindContext): Timer[] {
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.status !== 'True' || progressing.reason === 'NewReplicaSetAvailable') return [];
  const fromMs = context.timeOf(progressing.lastUpdateTime);
  const seconds = spec?.progressDeadlineSeconds ?? 600;
  if (fromMs === null) return [];
  return [
    {
      id: 'progress',
      label: 'Progress deadline',
      note: `${seconds} s without progress`,
      fromMs,
      toMs: fromMs + seconds * 1000,
    },
  ];
}

function Body({ object, context }: KindBodyProps<Deployment>) {
  return (
    <WorkloadBody
      target={`deployment/${nameOf(object)}`}
      namespace={namespaceOf(object)}
      replicas={object.spec?.replicas ?? 1}
      podSpec={object.spec?.template.spec}
      context={context}
    />
  );
}

const DeploymentView: KindView<Deployment> = {
  kind: 'Deployment',
  resource: 'deployments.apps',
  namespaced: true,
  say: sayDeployment,
  facts: (deployment, context) => {
    const { strategy } = deployment.spec ?? {};
    const { updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
    return [
      {
        term: 'Replicas',
        value: `${deployment.spec?.replicas ?? 1} wanted, ${updatedReplicas} updated, ${readyReplicas} ready, ${availableReplicas} available`,
      },
      { term: 'Strategy', value: strategy?.type },
      {
        term: 'Surge',
        value:
          strategy?.rollingUpdate === undefined
            ? ''
            : `${strategy.rollingUpdate.maxSurge ?? '25%'}, at most ${strategy.rollingUpdate.maxUnavailable ?? '25%'} unavailable`,
      },
      { term: 'Selector', value: <Labels labels={deployment.spec?.selector.matchLabels} /> },
      { term: 'Revision', value: deployment.metadata.annotations?.['deployment.kubernetes.io/revision'] },
      { term: 'Created', value: context.clock(deployment.metadata.creationTimestamp) },
    ];
  },
  conditions: (deployment, context) =>
    (deployment.status?.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      note: condition.reason ?? context.clock(condition.lastTransitionTime),
      message: condition.message ?? '',
      badWhenTrue: condition.type === 'ReplicaFailure',
    })),
  timers: rolloutTimers,
  actions: (deployment, context) => {
    const target = `deployment/${nameOf(deployment)} -n ${namespaceOf(deployment)}`;
    return [
      {
        label: 'Restart',
        icon: 'restart',
        title: 'kubectl rollout restart',
        run: () => context.run(`rollout restart ${target}`),
      },
      { label: 'Undo', icon: 'undo', title: 'kubectl rollout undo', run: () => context.run(`rollout undo ${target}`) },
      {
        label: 'Delete',
        icon: 'kill',
        alarming: true,
        run: () => context.run(`delete deployment ${nameOf(deployment)} -n ${namespaceOf(deployment)}`),
      },
    ];
  },
  Body,
};

export default DeploymentView;
