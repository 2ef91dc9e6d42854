import type { ContainerStateTerminated, ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import { pods } from '../../language/en/pods.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindAction, KindContext, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { Containers } from './containers-view.tsx';
import { podTimers } from './timers-view.tsx';

const namespaceOf = (pod: Pod) => pod.metadata.namespace ?? 'default';
const secondsText = (ms: number) =>
  ms < 120_000
    ? pods('seconds', { count: Math.max(0, Math.floor(ms / 1000)) })
    : pods('minutes', { count: Math.floor(ms / 60_000) });

function sayTerminating(pod: Pod, context: KindContext): Saying {
  const endMs = context.timeOf(pod.metadata.deletionTimestamp);
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  const node = pod.spec?.nodeName ?? '';
  const over = endMs !== null && context.nowMs > endMs;
  const lost = node !== '' && !context.isNodeReady(node);
  const text = lost ? pods('lostNode', { node }) : over ? pods('graceOver') : pods('askedToStop');
  const title =
    endMs === null
      ? pods('terminating')
      : pods('terminatingFor', { span: secondsText(context.nowMs - endMs + graceMs) });
  return { title, glyph: 'terminating', text };
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
        text: pods('crashLoop'),
      };
    case 'ImagePullBackOff':
    case 'ErrImagePull':
      return {
        title: reason,
        glyph: 'imgpull',
        wrong: true,
        text: pods('noImage', { message }),
      };
    case 'ContainerCreating':
    case 'PodInitializing':
      return {
        title: reason,
        glyph: 'creating',
        text: pods('creating'),
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
      text: pods('boundPending'),
    };
  }
  if (scheduled?.reason === 'Unschedulable') {
    return {
      title: 'Unschedulable',
      glyph: 'pending',
      text: pods('unschedulable', { message: scheduled.message ?? '' }),
    };
  }
  return { title: 'Pending', glyph: 'pending', text: pods('inQueue') };
}

function sayEnded(name: string, { reason = 'Error', exitCode }: ContainerStateTerminated): Saying {
  return {
    title: reason,
    glyph: 'notready',
    wrong: exitCode !== 0,
    text: pods('ended', { container: name, code: exitCode }),
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
      text: pod.status?.message ?? pods('failed'),
    };
  if (phase === 'Succeeded') return { title: 'Completed', glyph: 'completed', text: pods('completed') };
  const node = pod.spec?.nodeName ?? '';
  if (node !== '' && phase === 'Running' && !context.isNodeReady(node)) {
    return {
      title: pods('lastKnown'),
      glyph: 'unknown',
      text: pods('notHeard', { node }),
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
      title: pods('notReady'),
      glyph: 'notready',
      text: pods('notReadySays'),
    };
  return {
    title: pods('ready'),
    glyph: 'ready',
    text: pods('readySays'),
  };
}

/** One button for each container that runs: its main process dies, and the kubelet decides what comes next. */
function killActions(pod: Pod, context: KindContext): KindAction[] {
  const running = (pod.status?.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined);
  return running.map(({ name }) => {
    const label = running.length === 1 ? pods('killContainer') : pods('killOne', { container: name });
    const target = `${namespaceOf(pod)}/${pod.metadata.name}/${name}`;
    return {
      label,
      icon: 'power',
      alarming: true,
      title: pods('killHint'),
      run: () =>
        context.fault('container-kill', target, pods('killed', { container: name, pod: pod.metadata.name ?? '' })),
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
        term: terms('Node'),
        value: node === '' ? terms('noneYet') : <LinkTo kind="Node" namespace="" name={node} context={context} />,
      },
      {
        term: terms('Owner'),
        value:
          owner === undefined ? (
            terms('none')
          ) : (
            <>
              {owner.kind} <LinkTo kind={owner.kind} namespace={namespaceOf(pod)} name={owner.name} context={context} />
            </>
          ),
      },
      { term: terms('PodIP'), value: pod.status?.podIP && <span className="mono">{pod.status.podIP}</span> },
      { term: terms('QoSClass'), value: pod.status?.qosClass },
      { term: terms('Created'), value: context.clock(pod.metadata.creationTimestamp) },
      {
        term: terms('GracePeriod'),
        value:
          pod.metadata.deletionTimestamp === undefined
            ? ''
            : pods('graceUntil', {
                seconds: pod.metadata.deletionGracePeriodSeconds ?? 30,
                time: context.clock(pod.metadata.deletionTimestamp),
              }),
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
      label: pods('kill'),
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
