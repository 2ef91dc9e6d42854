import type { ContainerStateTerminated, ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import type { KindAction, KindContext, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { Containers } from './containers-view.tsx';
import { podTimers } from './timers-view.tsx';

const namespaceOf = (pod: Pod) => pod.metadata.namespace ?? 'default';
const secondsText = (ms: number) =>
  ms < 120_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : `${Math.floor(ms / 60_000)} min`;

function sayTerminating(pod: Pod, context: KindContext): Saying {
  const endMs = context.timeOf(pod.metadata.deletionTimestamp);
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  const since = endMs === null ? '' : ` for ${secondsText(context.nowMs - endMs + graceMs)}`;
  const node = pod.spec?.nodeName ?? '';
  const over = endMs !== null && context.nowMs > endMs;
  const lost = node !== '' && !context.isNodeReady(node);
  const text = lost
    ? `Only the kubelet on ${node} can confirm that this Pod’s containers have stopped, and ${node} is not heard from. The Pod object stays until ${node} returns or is removed.`
    : over
      ? 'The grace period is over. The kubelet kills what still runs and then removes the Pod object.'
      : 'Its containers have been asked to stop. Until they have, or the grace period ends, the Pod object stays; it is no longer an endpoint.';
  return { title: `Terminating${since}`, glyph: 'terminating', text };
}

function waitingContainer(pod: Pod): { reason: string; message: string; status: ContainerStatus } | null {
  for (const status of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
    const waiting = status.state?.waiting;
    if (waiting?.reason !== undefined) return { reason: waiting.reason, message: waiting.message ?? '', status };
  }
  return null;
}

function sayWaiting(reason: string, message: string): Saying | null {
  switch (reason) {
    case 'CrashLoopBackOff':
      return {
        title: reason,
        glyph: 'crash',
        wrong: true,
        text: 'Its container keeps exiting. The kubelet waits longer before each new start: 10 s, 20 s, 40 s, up to 5 minutes.',
      };
    case 'ImagePullBackOff':
    case 'ErrImagePull':
      return {
        title: reason,
        glyph: 'imgpull',
        wrong: true,
        text: `The kubelet cannot get the image and tries again at growing intervals. ${message}`,
      };
    case 'ContainerCreating':
    case 'PodInitializing':
      return {
        title: reason,
        glyph: 'creating',
        text: 'The kubelet has accepted the Pod. It prepares the sandbox, pulls the image and starts the containers in order.',
      };
    default:
      return null;
  }
}

function sayPending(pod: Pod): Saying {
  const scheduled = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (pod.spec?.nodeName !== undefined) {
    return {
      title: 'Pending',
      glyph: 'creating',
      text: 'It is bound to a node; the kubelet there has not reported on it yet.',
    };
  }
  if (scheduled?.reason === 'Unschedulable') {
    return {
      title: 'Unschedulable',
      glyph: 'pending',
      text: `No node can take it: ${scheduled.message ?? ''} The scheduler tries again when something in the cluster changes that could help.`,
    };
  }
  return { title: 'Pending', glyph: 'pending', text: 'It waits in the scheduler’s queue for a node.' };
}

function sayEnded(name: string, { reason = 'Error', exitCode }: ContainerStateTerminated): Saying {
  return {
    title: reason,
    glyph: 'notready',
    wrong: exitCode !== 0,
    text: `Its container ${name} has ended with exit code ${exitCode}. The kubelet starts it again if the restart policy says so.`,
  };
}

function sayPod(pod: Pod, context: KindContext): Saying {
  if (pod.metadata.deletionTimestamp !== undefined) return sayTerminating(pod, context);
  const phase = pod.status?.phase ?? 'Pending';
  if (pod.status?.reason === 'Evicted')
    return { title: 'Evicted', glyph: 'evicted', wrong: true, text: pod.status.message ?? '' };
  if (phase === 'Failed')
    return {
      title: 'Failed',
      glyph: 'failed',
      wrong: true,
      text: pod.status?.message ?? 'Its containers have stopped and at least one failed. It will not be restarted.',
    };
  if (phase === 'Succeeded')
    return { title: 'Completed', glyph: 'completed', text: 'All its containers have exited with success.' };
  const node = pod.spec?.nodeName ?? '';
  if (node !== '' && phase === 'Running' && !context.isNodeReady(node)) {
    return {
      title: 'Last known as Running',
      glyph: 'unknown',
      text: `${node} is not heard from. What the API server knows of this Pod is what its kubelet reported last.`,
    };
  }
  const waiting = waitingContainer(pod);
  const said = waiting === null ? null : sayWaiting(waiting.reason, waiting.message);
  if (said !== null) return said;
  if (phase === 'Pending') return sayPending(pod);
  const ended = pod.status?.containerStatuses?.find(({ state }) => state?.terminated !== undefined);
  if (ended?.state?.terminated !== undefined) return sayEnded(ended.name, ended.state.terminated);
  const ready = pod.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
  if (!ready)
    return {
      title: 'Running, not Ready',
      glyph: 'notready',
      text: 'Its containers run, but a readiness probe or gate has not passed. Services send it no traffic.',
    };
  return {
    title: 'Running and Ready',
    glyph: 'ready',
    text: 'Its containers run and pass their readiness probes. Services that select it send it traffic.',
  };
}

/** One button for each container that runs: its main process dies, and the kubelet decides what comes next. */
function killActions(pod: Pod, context: KindContext): KindAction[] {
  const running = (pod.status?.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined);
  return running.map(({ name }) => {
    const label = running.length === 1 ? 'Kill container' : `Kill ${name}`;
    const target = `${namespaceOf(pod)}/${pod.metadata.name}/${name}`;
    return {
      label,
      icon: 'power',
      alarming: true,
      title: 'Its main process dies with exit code 137',
      run: () => context.fault('container-kill', target, `Kill the container ${name} of ${pod.metadata.name}`),
    };
  });
}

const PodView: KindView<Pod> = {
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  say: sayPod,
  facts: (pod, context) => {
    const owner = controllerOf(pod);
    const node = pod.spec?.nodeName ?? '';
    return [
      {
        term: 'Node',
        value: node === '' ? 'none yet' : <LinkTo kind="Node" namespace="" name={node} context={context} />,
      },
      {
        term: 'Owner',
        value:
          owner === undefined ? (
            'none'
          ) : (
            <>
              {owner.kind} <LinkTo kind={owner.kind} namespace={namespaceOf(pod)} name={owner.name} context={context} />
            </>
          ),
      },
      { term: 'Pod IP', value: pod.status?.podIP && <span className="mono">{pod.status.podIP}</span> },
      { term: 'QoS class', value: pod.status?.qosClass },
      { term: 'Created', value: context.clock(pod.metadata.creationTimestamp) },
      {
        term: 'Grace period',
        value:
          pod.metadata.deletionTimestamp === undefined
            ? ''
            : `${pod.metadata.deletionGracePeriodSeconds ?? 30} s, until ${context.clock(pod.metadata.deletionTimestamp)}`,
      },
    ];
  },
  conditions: (pod, context) =>
    (pod.status?.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      note:
        condition.status === 'True'
          ? context.clock(condition.lastTransitionTime)
          : (condition.reason ?? context.clock(condition.lastTransitionTime)),
      message: condition.message ?? '',
      badWhenTrue: false,
    })),
  actions: (pod, context) => [
    {
      label: 'Kill',
      icon: 'kill',
      shortcut: 'k',
      title: 'kubectl delete pod',
      run: () => context.run(`delete pod ${pod.metadata.name} -n ${namespaceOf(pod)}`),
    },
    ...killActions(pod, context),
  ],
  timers: podTimers,
  Body: Containers,
};

export default PodView;
