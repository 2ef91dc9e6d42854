import type { Container, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { isSidecar } from './sidecar.ts';

/** Every container gets at least this much time between SIGTERM and SIGKILL. */
export const MINIMUM_GRACE_MS = 2000;

/**
 * The containers that still run, in the groups in which they are stopped: first all that are no sidecars, at the same
 * time, then the sidecars one by one from the last to the first. Models kuberuntime_termination_order.go.
 */
export function terminationOrder(spec: PodSpec, isRunning: (name: string) => boolean): readonly (readonly string[])[] {
  const running = (container: Container): boolean => isRunning(container.name);
  const init = (spec.initContainers ?? []).filter(running);
  const debugging = (spec.ephemeralContainers ?? []).filter(({ name }) => isRunning(name));
  const first = [
    ...init.filter((container) => !isSidecar(container)),
    ...spec.containers.filter(running),
    ...debugging,
  ];
  const sidecars = init.filter(isSidecar).reverse();
  return [first, ...sidecars.map((sidecar) => [sidecar])]
    .filter((group) => group.length > 0)
    .map((group) => group.map(({ name }) => name));
}

/** When a container's turn comes: what of the grace period is left, but never less than the minimum. */
export function graceLeftMs(graceMs: number, sinceMs: number): number {
  return Math.max(MINIMUM_GRACE_MS, graceMs - sinceMs);
}
