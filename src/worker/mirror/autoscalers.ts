import type { HorizontalPodAutoscaler } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { AutoscalerRow } from '../../protocol/view.ts';

type Point = AutoscalerRow['points'][number];

/** How many points of an autoscaler are kept. */
const KEEP = 600;

interface Known {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly points: readonly Point[];
  /** Not told yet. */
  isNew: boolean;
}

/** What HorizontalPodAutoscalers report, for the page: what each measured and decided, change by change. */
export class Autoscalers {
  private readonly known = new Map<string, Known>();
  private readonly removed = new Set<string>();

  /** Takes in a write. @param atMs virtual time of the page's clock */
  observe(key: string, autoscaler: HorizontalPodAutoscaler, gone: boolean, atMs: number): void {
    const points = [...(this.known.get(key)?.points ?? [])];
    if (gone) {
      this.known.delete(key);
      this.removed.add(key);
      return;
    }
    const point = pointOf(autoscaler, atMs);
    if (!isSame(points.at(-1), point)) points.push(point);
    this.known.set(key, { autoscaler, points: points.slice(-KEEP), isNew: true });
    this.removed.delete(key);
  }

  /** What has changed since the last call. */
  take(): { readonly autoscalers: AutoscalerRow[]; readonly removedAutoscalers: string[] } {
    const autoscalers: AutoscalerRow[] = [];
    for (const [key, one] of this.known) {
      if (!one.isNew) continue;
      autoscalers.push(rowOf(key, one));
      one.isNew = false;
    }
    const removedAutoscalers = [...this.removed];
    this.removed.clear();
    return { autoscalers, removedAutoscalers };
  }
}

/** What its first metric is, should be and has been measured: a share of requests, or an average in its unit. */
function metricOf({ spec, status }: HorizontalPodAutoscaler): Pick<AutoscalerRow, 'metric' | 'target' | 'isShare'> & {
  readonly current: number | null;
} {
  const metric = spec?.metrics?.[0];
  const source = metric?.resource ?? metric?.containerResource;
  const measured = status?.currentMetrics?.[0];
  const current = (measured?.resource ?? measured?.containerResource)?.current;
  return {
    metric: source?.name ?? metric?.type ?? '',
    target: source?.target.averageUtilization ?? null,
    isShare: source?.target.averageUtilization !== undefined,
    current: current?.averageUtilization ?? null,
  };
}

function pointOf(autoscaler: HorizontalPodAutoscaler, atMs: number): Point {
  const { currentReplicas = 0, desiredReplicas = 0 } = autoscaler.status ?? {};
  return { atMs, current: metricOf(autoscaler).current, replicas: currentReplicas, desired: desiredReplicas };
}

const isSame = (a: Point | undefined, b: Point): boolean =>
  a !== undefined && a.current === b.current && a.replicas === b.replicas && a.desired === b.desired;

function rowOf(key: string, { autoscaler, points }: Known): AutoscalerRow {
  const { metadata, spec } = autoscaler;
  const { metric, target, isShare } = metricOf(autoscaler);
  return {
    key,
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    of: `${spec?.scaleTargetRef.kind} ${spec?.scaleTargetRef.name}`,
    least: spec?.minReplicas ?? 1,
    most: spec?.maxReplicas ?? 1,
    ...{ metric, target, isShare, points },
  };
}
