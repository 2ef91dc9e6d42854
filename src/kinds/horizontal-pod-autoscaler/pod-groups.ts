import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { podCondition } from '../../api/pod.ts';
import { parseDuration } from '../../base/duration.ts';
import { milliValue } from '../../base/quantity.ts';
import { parseTime } from '../../base/time.ts';
import type { PodMetric, PodMetrics } from './metrics-source.ts';

/** A Pod that started less than this ago may use the CPU to initialise (--horizontal-pod-autoscaler-cpu-initialization-period). */
const CPU_INITIALIZATION_MS = 5 * 60_000;
/** A Pod that turned unready before this has never been ready (--horizontal-pod-autoscaler-initial-readiness-delay). */
const INITIAL_READINESS_DELAY_MS: number = parseDuration(
  CONTROLLER_MANAGER_CONFIG.HPAController.HorizontalPodAutoscalerInitialReadinessDelay,
);

/** The Pods of a target by what their metrics are worth: names, and the number of those that count. */
export interface PodGroups {
  readonly ready: number;
  /** Pending, or not yet working: they count as using nothing when Pods are added. */
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  /** Failed, or being deleted. */
  readonly ignored: readonly string[];
}

/** Sorts Pods. @param resource what is measured; '' for a metric that is no resource. Models groupPods. */
export function groupPods(pods: readonly Pod[], metrics: PodMetrics, resource: string, nowMs: number): PodGroups {
  const unready: string[] = [];
  const missing: string[] = [];
  const ignored: string[] = [];
  let ready = 0;
  for (const pod of pods) {
    const name = pod.metadata.name!;
    const phase = pod.status?.phase;
    const metric = metrics.get(name);
    if (isTerminating(pod) || phase === 'Failed') ignored.push(name);
    else if (phase === 'Pending') unready.push(name);
    else if (!metric) missing.push(name);
    else if (resource === 'cpu' && isUnready(pod, metric, nowMs)) unready.push(name);
    else ready++;
  }
  return { ready, unready, missing, ignored };
}

/** Whether what the CPU was used for is not yet the Pod's work. */
function isUnready(pod: Pod, metric: PodMetric, nowMs: number): boolean {
  const condition = podCondition(pod, 'Ready');
  const startTime = pod.status?.startTime;
  if (!condition || !startTime) return true;
  const startMs = parseTime(startTime);
  const changedMs = parseTime(condition.lastTransitionTime ?? '');
  if (startMs + CPU_INITIALIZATION_MS > nowMs) {
    return condition.status === 'False' || metric.atMs < changedMs + metric.windowMs;
  }
  return condition.status === 'False' && startMs + INITIAL_READINESS_DELAY_MS > changedMs;
}

/**
 * What each Pod, or one container of each, requests of a resource, in thousandths. Throws where a container requests
 * none. Models calculatePodRequests.
 */
export function requestsOf(pods: readonly Pod[], container: string, resource: string): ReadonlyMap<string, number> {
  return new Map(pods.map((pod) => [pod.metadata.name!, requestOf(pod, container, resource)]));
}

function requestOf(pod: Pod, container: string, resource: string): number {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  let sum = 0;
  for (const { name, resources } of [...(pod.spec?.containers ?? []), ...sidecars]) {
    if (container !== '' && container !== name) continue;
    const request = resources?.requests?.[resource];
    if (request === undefined) {
      throw new Error(`missing request for ${resource} in container ${name} of Pod ${pod.metadata.name}`);
    }
    sum += milliValue(request);
  }
  return sum;
}
