import type { HorizontalPodAutoscaler } from '../../../../api/k8s/autoscaling-v2.gen.ts';
import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../../api/process.ts';
import { milliValue } from '../../../../base/quantity.ts';
import { rfc3339 } from '../../../../base/time.ts';
import type { History, ScaleEvent } from '../../../../kinds/horizontal-pod-autoscaler/history.ts';
import HorizontalPodAutoscalerKind from '../../../../kinds/horizontal-pod-autoscaler/kind.ts';
import type { MetricsSource, PodMetrics } from '../../../../kinds/horizontal-pod-autoscaler/metrics-source.ts';
import { type Autoscaling, reconcile } from '../../../../kinds/horizontal-pod-autoscaler/reconcile.ts';
import { createSelectors } from '../../../../kinds/horizontal-pod-autoscaler/selectors.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

interface CasePod {
  readonly name: string;
  readonly cpuRequest?: string;
  readonly cpuUsage?: string | null;
  readonly memoryRequest?: string;
  readonly memoryUsage?: string | null;
  readonly customMetric?: string | null;
  readonly ready?: boolean;
  readonly phase?: string;
  readonly terminating?: boolean;
  readonly ageSeconds?: number;
  readonly readyTransitionSecondsAgo?: number;
}

interface Change {
  readonly secondsAgo: number;
  readonly change: number;
}

interface Given {
  readonly hpa: HorizontalPodAutoscaler;
  readonly currentReplicas: number;
  readonly pods: readonly CasePod[];
  readonly earlierRecommendations?: readonly { readonly secondsAgo: number; readonly replicas: number }[];
  readonly earlierScaleUps?: readonly Change[];
  readonly earlierScaleDowns?: readonly Change[];
  readonly externalMetricValue?: string;
  readonly objectMetricValue?: string;
}

const NOW_MS = Date.UTC(2026, 0, 1, 12);
/** The recorded function ran a moment after its input was made. */
const MOMENT_MS = 1;
const HOUR_SECONDS = 3600;
const WINDOW_MS = 60_000;
const LABELS = { app: 'web' };
const SELECTOR = 'app=web';

/** One look of the autoscaler at its target. */
const reader: CaseReader = {
  areas: ['hpa'],
  fits: ({ given }) => 'hpa' in given,
  run: (cases) =>
    cases.map((entry) => runItem(entry.id, () => differencesOf(entry.then, sync(entry.given as unknown as Given)))),
};

export default reader;

function sync(given: Given): unknown {
  const namespaced = { ...given.hpa, metadata: { ...given.hpa.metadata, namespace: NAMESPACE } };
  const hpa = HorizontalPodAutoscalerKind.defaults!(namespaced);
  const events: string[] = [];
  let written: HorizontalPodAutoscaler = { ...hpa, status: { currentReplicas: 0, desiredReplicas: 0 } };
  let scaledTo: number | undefined;
  const key = `${NAMESPACE}/${hpa.metadata.name}`;
  const history = historyOf(given);
  const { currentReplicas: replicas } = given;
  const shared: Autoscaling = {
    pods: { list: () => given.pods.map(podOf) },
    metrics: metricsOf(given),
    targets: {
      *find() {
        const metadata = { name: hpa.spec!.scaleTargetRef.name, namespace: NAMESPACE };
        const status = { replicas, selector: SELECTOR };
        return {
          scale: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas }, status },
          *update(size) {
            scaledTo = size;
          },
        };
      },
    },
    recorder: { event: (_about, type, reason, message) => events.push(`${type} ${reason} ${message}`) },
    selectors: createSelectors(),
    histories: new Map(history ? [[key, history]] : []),
    nowMs: () => NOW_MS + MOMENT_MS,
    *writeStatus(object) {
      written = object;
    },
  };
  const error = errorOf(reconcile(shared, written));
  const { conditions = [], currentMetrics, currentReplicas = 0, desiredReplicas } = written.status!;
  return {
    conditions: conditions.map(({ lastTransitionTime: _time, ...said }) => said),
    ...{ currentMetrics, currentReplicas, desiredReplicas, events },
    ...(scaledTo === undefined ? {} : { scaleUpdatedTo: scaledTo }),
    ...(error ? { reconcileError: error.message } : {}),
  };
}

/** Runs a process that waits for nothing. */
function errorOf(process: Process<void>): Error | undefined {
  try {
    process.next();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function historyOf({ earlierRecommendations, earlierScaleUps, earlierScaleDowns }: Given): History | undefined {
  if (!earlierRecommendations && !earlierScaleUps && !earlierScaleDowns) return undefined;
  const events = (changes: readonly Change[] | undefined): ScaleEvent[] =>
    (changes ?? []).map(({ secondsAgo, change }) => ({ change, atMs: NOW_MS - secondsAgo * 1000 }));
  return {
    recommendations: (earlierRecommendations ?? []).map((past) => ({
      replicas: past.replicas,
      atMs: NOW_MS - past.secondsAgo * 1000,
    })),
    scaleUps: events(earlierScaleUps),
    scaleDowns: events(earlierScaleDowns),
  };
}

function podOf(pod: CasePod): Pod {
  const { ageSeconds = HOUR_SECONDS, phase = 'Running', ready = true } = pod;
  const ago = (seconds: number): string => rfc3339(NOW_MS - seconds * 1000);
  const requests = {
    ...(pod.cpuRequest ? { cpu: pod.cpuRequest } : {}),
    ...(pod.memoryRequest ? { memory: pod.memoryRequest } : {}),
  };
  const lastTransitionTime = ago(pod.readyTransitionSecondsAgo ?? ageSeconds);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...{ name: pod.name, namespace: NAMESPACE, labels: LABELS },
      ...(pod.terminating ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: { containers: [{ name: 'c', resources: { requests } }] },
    status: {
      ...{ phase, startTime: ago(ageSeconds) },
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime }],
    },
  };
}

function metricsOf({ pods, externalMetricValue, objectMetricValue }: Given): MetricsSource {
  const measured = (metric: (pod: CasePod) => string | null | undefined): PodMetrics =>
    new Map(
      pods.flatMap((pod) => {
        const value = metric(pod);
        if (value === undefined || value === null) return [];
        return [[pod.name, { value: milliValue(value), atMs: NOW_MS, windowMs: WINDOW_MS }] as const];
      }),
    );
  return {
    *resource(resource) {
      return measured((pod) => (resource === 'cpu' ? pod.cpuUsage : pod.memoryUsage));
    },
    *pods() {
      return measured((pod) => pod.customMetric);
    },
    *object() {
      return milliValue(objectMetricValue ?? '0');
    },
    *external() {
      return [milliValue(externalMetricValue ?? '0')];
    },
  };
}
