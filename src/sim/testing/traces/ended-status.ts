import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { rfc3339 } from '../../../base/time.ts';

/** What the recorded kubelets said of a Pod that has ended: an image `always-fail` has failed, all others succeeded. */
export function endedStatus(pod: Pod, unixMs: number): Record<string, unknown> {
  const time = rfc3339(unixMs);
  const failed = pod.spec?.containers.some(({ image = '' }) => image.startsWith('always-fail')) ?? false;
  const why = failed ? 'PodFailed' : 'PodCompleted';
  const condition = (type: string, status: string, reason?: string): object => ({
    ...{ type, status, lastProbeTime: null, lastTransitionTime: time },
    ...(reason ? { reason } : {}),
  });
  const result = failed ? { exitCode: 1, reason: 'Error' } : { exitCode: 0, reason: 'Completed' };
  return {
    phase: failed ? 'Failed' : 'Succeeded',
    conditions: [
      condition('PodReadyToStartContainers', 'False'),
      condition('Initialized', 'True', failed ? undefined : why),
      condition('Ready', 'False', why),
      condition('ContainersReady', 'False', why),
    ],
    containerStatuses: pod.status?.containerStatuses?.map((status) => ({
      ...status,
      ...{ ready: false, started: false },
      state: {
        running: null,
        terminated: { ...result, startedAt: status.state?.running?.startedAt ?? time, finishedAt: time },
      },
    })),
  };
}
