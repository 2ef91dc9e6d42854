import type { ContainerStatus, PodCondition, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { createIntern } from '../../base/intern.ts';
import { isSidecar } from './sidecar.ts';

/** A condition before the status manager gives it its times. */
export type PlainCondition = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

const yes = (type: string, reason?: string): PlainCondition => ({
  type,
  status: 'True',
  ...(reason ? { reason } : {}),
});
const no = (type: string, reason: string, message?: string): PlainCondition => ({
  type,
  status: 'False',
  reason,
  ...(message ? { message } : {}),
});

/** Whether every init container has done its part. Models status.GeneratePodInitializedCondition. */
export function initializedCondition(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: string,
  hasInitialized: boolean,
): PlainCondition {
  if (phase === 'Succeeded') return yes('Initialized', 'PodCompleted');
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of spec.initContainers ?? []) {
    const status = statuses.find(({ name }) => name === container.name);
    if (!status) unknown.push(container.name);
    else if (isSidecar(container)) {
      if (!status.started && !hasInitialized) incomplete.push(container.name);
    } else if (!status.ready) incomplete.push(container.name);
  }
  if (hasInitialized && unknown.length === 0 && incomplete.length === 0) return yes('Initialized');
  const message = unreadyMessage(unknown, 'incomplete', incomplete);
  return message ? no('Initialized', 'ContainersNotInitialized', message) : yes('Initialized');
}

/** Whether all containers are ready. Models status.GenerateContainersReadyCondition. */
export function containersReadyCondition(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  phase: string,
): PlainCondition {
  const type = 'ContainersReady';
  if (phase === 'Succeeded') return no(type, 'PodCompleted');
  if (phase === 'Failed') return no(type, 'PodFailed');
  const unknown: string[] = [];
  const unready: string[] = [];
  for (const container of [...(spec.initContainers ?? []).filter(isSidecar), ...spec.containers]) {
    const status = statuses.find(({ name }) => name === container.name);
    if (!status) unknown.push(container.name);
    else if (!status.ready) unready.push(container.name);
  }
  const message = unreadyMessage(unknown, 'unready', unready);
  return message ? no(type, 'ContainersNotReady', message) : yes(type);
}

/** Whether the Pod is ready: its containers and its readiness gates. Models status.GeneratePodReadyCondition. */
export function readyCondition(
  spec: PodSpec,
  containersReady: PlainCondition,
  conditions: readonly PodCondition[],
): PlainCondition {
  if (containersReady.status !== 'True') return { ...containersReady, type: 'Ready' };
  const messages = (spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = conditions.find(({ type }) => type === conditionType);
    if (!condition) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return condition.status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  return messages.length > 0 ? no('Ready', 'ReadinessGatesNotReady', messages.join(', ')) : yes('Ready');
}

/** Whether the Pod's sandbox and network are there. */
export function readyToStartCondition(hasSandbox: boolean): PlainCondition {
  return { type: 'PodReadyToStartContainers', status: hasSandbox ? 'True' : 'False' };
}

/** Pods of one template have the same messages. */
const shared = createIntern();

function unreadyMessage(unknown: readonly string[], word: string, names: readonly string[]): string {
  const parts: string[] = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: [${unknown.join(' ')}]`);
  if (names.length > 0) parts.push(`containers with ${word} status: [${names.join(' ')}]`);
  return shared(parts.join(', '));
}
