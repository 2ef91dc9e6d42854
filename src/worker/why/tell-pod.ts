import type { ContainerStatus, Pod, PodCondition } from '../../api/k8s/core-v1.gen.ts';
import type { LoggedWrite } from '../write-log.ts';
import type { Told } from './step.ts';

/** What a write has done to a Pod that was there before; undefined where no special sentence fits. */
export function tellPod({ object, previous }: LoggedWrite): Told | undefined {
  const now = object as Pod;
  const before = (previous ?? {}) as Partial<Pod>;
  const node = now.spec?.nodeName ?? '';
  if (node !== '' && !before.spec?.nodeName) return { say: 'bound', facts: { node } };
  return (
    tellDisruption(before, now) ??
    tellPhase(before, now, node) ??
    tellContainers(before, now, node) ??
    tellReady(before, now, node)
  );
}

const conditionOf = (pod: Partial<Pod>, type: string): PodCondition | undefined =>
  pod.status?.conditions?.find((each) => each.type === type);

/** Why a Pod is about to go, where that was not its owner's or a person's wish. */
export function disruptionOf(pod: Pod): Told | undefined {
  const target = conditionOf(pod, 'DisruptionTarget');
  if (target?.status !== 'True') return undefined;
  const facts = { message: target.message ?? '', reason: target.reason ?? '' };
  if (target.reason === 'PreemptionByScheduler') return { say: 'preempted', facts };
  return { say: target.reason === 'DeletionByTaintManager' ? 'tainted' : 'evicted', facts };
}

function tellDisruption(before: Partial<Pod>, now: Pod): Told | undefined {
  if (conditionOf(before, 'DisruptionTarget')?.status !== 'True') {
    const target = disruptionOf(now);
    if (target) return target;
  }
  const scheduled = conditionOf(now, 'PodScheduled');
  if (scheduled?.status === 'False' && conditionOf(before, 'PodScheduled')?.message !== scheduled.message)
    return { say: 'unschedulable', facts: { message: scheduled.message ?? '' } };
  return undefined;
}

function tellPhase(before: Partial<Pod>, now: Pod, node: string): Told | undefined {
  const phase = now.status?.phase;
  if (phase === before.status?.phase) return undefined;
  if (phase === 'Failed') {
    const ended = (now.status?.containerStatuses ?? []).find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
    const why = now.status?.message ?? '';
    const code = ended?.state?.terminated?.exitCode ?? -1;
    return {
      say: 'failed',
      facts: { node, reason: now.status?.reason ?? ended?.state?.terminated?.reason ?? 'Error', message: why, code },
    };
  }
  if (phase === 'Succeeded') return { say: 'ended', facts: { node } };
  return undefined;
}

const statuses = (pod: Partial<Pod>): readonly ContainerStatus[] => [
  ...(pod.status?.initContainerStatuses ?? []),
  ...(pod.status?.containerStatuses ?? []),
];

function tellContainers(before: Partial<Pod>, now: Pod, node: string): Told | undefined {
  const old = new Map(statuses(before).map((each) => [each.name, each]));
  for (const status of statuses(now)) {
    const told = tellContainer(now, status, old.get(status.name));
    if (told) return { say: told.say, facts: { node, container: status.name, ...told.facts } };
  }
  return undefined;
}

/** Waiting for these is how every container begins. */
const BEGINS: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

function tellContainer(pod: Pod, now: ContainerStatus, was: ContainerStatus | undefined): Told | undefined {
  const ended = now.state?.terminated ?? now.lastState?.terminated;
  const known = [was?.state?.terminated?.containerID, was?.lastState?.terminated?.containerID];
  const isNew = ended !== undefined && !known.includes(ended.containerID);
  if (isNew && ended.reason === 'OOMKilled') {
    const { resources } = pod.spec?.containers.find(({ name }) => name === now.name) ?? {};
    return { say: 'outOfMemory', facts: { limit: String(resources?.limits?.memory ?? '') } };
  }
  if (now.restartCount > (was?.restartCount ?? 0))
    return { say: 'restarted', facts: { count: now.restartCount, code: ended?.exitCode ?? 0 } };
  const isGoing = pod.metadata.deletionTimestamp !== undefined;
  if (isNew && ended.exitCode !== 0 && !isGoing) return { say: 'crashed', facts: { code: ended.exitCode } };
  const { reason = '', message = '' } = now.state?.waiting ?? {};
  if (BEGINS.has(reason) || reason === was?.state?.waiting?.reason) return undefined;
  return { say: 'waiting', facts: { reason, message } };
}

function tellReady(before: Partial<Pod>, now: Pod, node: string): Told | undefined {
  const isReady = conditionOf(now, 'Ready')?.status === 'True';
  const wasReady = conditionOf(before, 'Ready')?.status === 'True';
  if (isReady && !wasReady) return { say: 'ready', facts: { node } };
  if (!isReady && wasReady) return { say: 'notReady', facts: { node } };
  const runs = now.status?.phase === 'Running' && before.status?.phase !== 'Running';
  return runs ? { say: 'started', facts: { node } } : undefined;
}
