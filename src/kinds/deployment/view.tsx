import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, rolloutActions } from '../../widgets/plain-view.ts';
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
    return { title: kinds('terminating'), text: kinds('deletedWaits') };
  if (failed !== undefined)
    return { title: failed.reason ?? kinds('notProgressing'), wrong: true, text: failed.message ?? '' };
  if (deployment.spec?.paused === true) return { title: kinds('paused'), text: kinds('pausedSays') };
  if (observedGeneration < (deployment.metadata.generation ?? 0))
    return { title: kinds('accepted'), text: kinds('acceptedSays') };
  if (updatedReplicas < wanted)
    return {
      title: kinds('rollingOut', { updated: updatedReplicas, wanted }),
      text: kinds('surgeSays'),
    };
  if (replicas > updatedReplicas)
    return {
      title: kinds('oldLeft', { count: replicas - updatedReplicas }),
      text: kinds('oldLeftSays'),
    };
  if (availableReplicas < wanted)
    return {
      title: kinds('readyOf', { ready: readyReplicas, wanted }),
      text: kinds('countsSays'),
    };
  return { title: kinds('allAvailable', { count: wanted }), text: kinds('asAsked') };
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
      label: kinds('progressDeadline'),
      note: kinds('withoutProgress', { seconds }),
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
        term: terms('Replicas'),
        value: kinds('deploymentReplicas', {
          ...{ wanted: deployment.spec?.replicas ?? 1, updated: updatedReplicas },
          ...{ ready: readyReplicas, available: availableReplicas },
        }),
      },
      { term: terms('Strategy'), value: strategy?.type },
      {
        term: terms('Surge'),
        value:
          strategy?.rollingUpdate === undefined
            ? ''
            : kinds('surge', {
                surge: strategy.rollingUpdate.maxSurge ?? '25%',
                unavailable: strategy.rollingUpdate.maxUnavailable ?? '25%',
              }),
      },
      { term: terms('Selector'), value: <Labels labels={deployment.spec?.selector.matchLabels} /> },
      { term: terms('Revision'), value: deployment.metadata.annotations?.['deployment.kubernetes.io/revision'] },
      { term: terms('Created'), value: context.clock(deployment.metadata.creationTimestamp) },
    ];
  },
  conditions: (deployment, context) => conditionsOf(deployment, context, (type) => type === 'ReplicaFailure'),
  timers: rolloutTimers,
  actions: (deployment, context) => [
    ...rolloutActions('deployment', deployment, context),
    {
      label: terms('Delete'),
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete deployment ${nameOf(deployment)} -n ${namespaceOf(deployment)}`),
    },
  ],
  Body,
};

export default DeploymentView;
