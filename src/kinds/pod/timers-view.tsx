import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { pods } from '../../language/en/pods.ts';
import type { KindContext, KubeletTimer, Timer } from '../../widgets/kind-view.ts';

const seconds = (ms: number): string => pods('seconds', { count: Math.round(ms / 1000) });

function ofKubelet(timer: KubeletTimer, isAlone: boolean): Timer {
  const { kind, container, fromMs, toMs, run, outcome, threshold } = timer;
  const label = isAlone || container === '' ? pods(`timer.${kind}`) : pods(`timer.${kind}Of`, { container });
  const base = { id: `${kind} ${container}`, fromMs, toMs };
  if (kind === 'restart' || kind === 'pull')
    return { ...base, label, note: pods('backOff', { span: seconds(toMs - fromMs) }), wrong: true };
  if (outcome === 'failure')
    return { ...base, label, note: pods('failuresInRow', { count: Math.min(run, threshold), threshold }), wrong: true };
  if (outcome === 'success' && run < threshold)
    return { ...base, label, note: pods('successesInRow', { count: run, threshold }) };
  return { ...base, label, note: pods(outcome === 'success' ? 'passes' : 'notTaken') };
}

function grace({ metadata }: Pod, context: KindContext): Timer[] {
  const toMs = context.timeOf(metadata.deletionTimestamp);
  if (toMs === null) return [];
  const graceMs = (metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  return [
    {
      id: 'grace',
      label: pods('gracePeriod'),
      note: pods('ofSpan', { span: seconds(graceMs) }),
      fromMs: toMs - graceMs,
      toMs,
    },
  ];
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
      label: pods('eviction'),
      note: pods('tolerates', { seconds: Math.min(...borne) }),
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
  return [
    {
      id: 'deadline',
      label: pods('deadline'),
      note: pods('ofSpan', { span: seconds(spec.activeDeadlineSeconds * 1000) }),
      fromMs,
      toMs,
    },
  ];
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
