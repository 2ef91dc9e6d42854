import type { ContainerState, ContainerStatus, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { isSidecar } from './sidecar.ts';

/** What the phase and the conditions of a Pod follow from. */
export interface PhaseInput {
  readonly spec: PodSpec;
  /** Statuses of init and app containers, those that have one. */
  readonly statuses: readonly ContainerStatus[];
  /** The kubelet has given the Pod up for good (deletion, eviction, deadline): nothing restarts any more. */
  readonly isTerminal: boolean;
  /** All init containers have done their part once. */
  readonly hasInitialized: boolean;
}

/** The phase of a Pod. Models pkg/kubelet/kubelet_pods.go (getPhase). */
export function podPhase(input: PhaseInput): 'Pending' | 'Running' | 'Succeeded' | 'Failed' {
  const { spec, statuses, isTerminal, hasInitialized } = input;
  const stateOf = (name: string): ContainerStatus | undefined => statuses.find((status) => status.name === name);
  const init = countInit(spec, stateOf);
  if (init.failed > 0 && spec.restartPolicy === 'Never') return 'Failed';
  if (init.pending > 0 || (init.pendingSidecars > 0 && !hasInitialized)) return 'Pending';

  let unknown = 0;
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const container of spec.containers) {
    const status = stateOf(container.name);
    const state: ContainerState = status?.state ?? {};
    if (state.running) running++;
    else if (state.terminated) {
      stopped++;
      if (state.terminated.exitCode === 0) succeeded++;
    } else if (!state.waiting) unknown++;
    else if (status?.lastState?.terminated) stopped++;
    else waiting++;
  }
  if (waiting > 0) return 'Pending';
  if ((running > 0 || (init.runningSidecars > 0 && stopped > 0)) && unknown === 0) return 'Running';
  if (stopped === 0 || unknown > 0) return 'Pending';
  if (isTerminal) return stopped === succeeded ? 'Succeeded' : 'Failed';
  if (spec.restartPolicy === 'Always' || spec.restartPolicy === undefined) return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

function countInit(
  spec: PodSpec,
  statusOf: (name: string) => ContainerStatus | undefined,
): { pending: number; pendingSidecars: number; runningSidecars: number; failed: number } {
  const count = { pending: 0, pendingSidecars: 0, runningSidecars: 0, failed: 0 };
  for (const container of spec.initContainers ?? []) {
    const status = statusOf(container.name);
    const state: ContainerState = status?.state ?? {};
    if (isSidecar(container)) {
      if (state.running && status?.started) count.runningSidecars++;
      else count.pendingSidecars++;
      continue;
    }
    const ended = state.terminated ?? (state.waiting ? status?.lastState?.terminated : undefined);
    if (ended && ended.exitCode !== 0) count.failed++;
    else if (!state.terminated) count.pending++;
  }
  return count;
}
