import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KindContext, KubeletTimer, Timer } from '../../widgets/kind-view.ts';

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

function ofKubelet(timer: KubeletTimer, isAlone: boolean): Timer {
  const { kind, container, fromMs, toMs, run, outcome, threshold } = timer;
  const of = isAlone || container === '' ? '' : ` of ${container}`;
  const base = { id: `${kind} ${container}`, fromMs, toMs };
  const span = seconds(toMs - fromMs);
  if (kind === 'restart') return { ...base, label: `Restart${of}`, note: `back-off of ${span}`, wrong: true };
  if (kind === 'pull') return { ...base, label: `Next pull${of}`, note: `back-off of ${span}`, wrong: true };
  const label = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe${of}`;
  if (outcome === 'failure')
    return { ...base, label, note: `${Math.min(run, threshold)} of ${threshold} failures in a row`, wrong: true };
  if (outcome === 'success' && run < threshold)
    return { ...base, label, note: `${run} of ${threshold} successes in a row` };
  return { ...base, label, note: outcome === 'success' ? 'passes' : 'not taken yet' };
}

function grace({ metadata }: Pod, context: KindContext): Timer[] {
  const toMs = context.timeOf(metadata.deletionTimestamp);
  if (toMs === null) return [];
  const graceMs = (metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  return [{ id: 'grace', label: 'Grace period', note: `of ${seconds(graceMs)}`, fromMs: toMs - graceMs, toMs }];
}

/** How long a Pod bears that its node is lost before it is deleted. Without such a toleration it goes at once, or, with no end, never. */
function eviction({ metadata, spec }: Pod, context: KindContext): Timer[] {
  const signs = spec?.nodeName === undefined ? null : context.signsOf(spec.nodeName);
  if (signs === null || signs.ready || metadata.deletionTimestamp !== undefined) return [];
  const tolerations = (spec?.tolerations ?? []).filter(
    ({ key, effect }) => key === 'node.kubernetes.io/unreachable' && (effect === undefined || effect === 'NoExecute'),
  );
  const borne = tolerations.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
  if (borne.length === 0) return [];
  const toMs = signs.readySinceMs + Math.min(...borne) * 1000;
  return [
    {
      id: 'evict',
      label: 'Eviction',
      note: `tolerates the lost node for ${Math.min(...borne)} s`,
      fromMs: signs.readySinceMs,
      toMs,
      wrong: true,
    },
  ];
}

function deadline({ spec, status }: Pod, context: KindContext): Timer[] {
  const fromMs = context.timeOf(status?.startTime);
  if (fromMs === null || spec?.activeDeadlineSeconds === undefined || status?.phase !== 'Running') return [];
  const toMs = fromMs + spec.activeDeadlineSeconds * 1000;
  return [{ id: 'deadline', label: 'Active deadline', note: `of ${spec.activeDeadlineSeconds} s`, fromMs, toMs }];
}

/** What a Pod waits for: its end, its next start, the next turns of its probes. */
export function podTimers(pod: Pod, context: KindContext): Timer[] {
  const isAlone = (pod.spec?.containers.length ?? 0) + (pod.spec?.initContainers?.length ?? 0) === 1;
  return [
    ...grace(pod, context),
    ...eviction(pod, context),
    ...deadline(pod, context),
    ...context.kubeletTimers.map((timer) => ofKubelet(timer, isAlone)),
  ];
}
