import { traffic } from '../../language/en/traffic.ts';
import type { AutoscalerRow } from '../../protocol/view.ts';
import { shortTime } from '../store/format-time.ts';
import { Chart, type ChartSpace } from './chart-frame.tsx';

type Point = AutoscalerRow['points'][number];

interface AutoscalerChartProps {
  readonly row: AutoscalerRow;
  readonly domain: readonly [number, number];
  readonly nowSecond: number;
}

/** The points that show in a stretch of time, the first of which may have come before it. */
function shown(points: readonly Point[], [from]: readonly [number, number]): readonly Point[] {
  const first = points.findLastIndex(({ atMs }) => atMs <= from * 1000);
  return points.slice(Math.max(0, first));
}

/** A line with a step where a value changes, up to now. */
function stepPath(points: readonly Point[], pick: (point: Point) => number, space: ChartSpace, now: number): string {
  const { x, y, left } = space;
  const at = (point: Point) => Math.max(left, x(point.atMs / 1000)).toFixed(1);
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const steps = rest.map((point) => `H${at(point)}V${y(pick(point)).toFixed(1)}`);
  return `M${at(first)} ${y(pick(first)).toFixed(1)}${steps.join('')}H${Math.min(space.right, x(now)).toFixed(1)}`;
}

/**
 * What the last measurement asks for, by the autoscaler's formula (`pkg/controller/podautoscaler/replica_calculator.go`):
 * replicas × current / target, rounded up, within its limits. '' while nothing is measured.
 */
export function formulaText({ target, least, most }: AutoscalerRow, last: Point | undefined): string {
  if (last === undefined || last.current === null || target === null || last.replicas === 0) return '';
  const ratio = last.current / target;
  if (Math.abs(ratio - 1) <= 0.1) return traffic('withinTen', { current: last.current, target });
  const wanted = Math.ceil(last.replicas * ratio);
  const formula = `${last.replicas} × ${last.current} ⁄ ${target} = ${wanted}`;
  if (wanted > most) return traffic('atMost', { formula, limit: most });
  return wanted < least ? traffic('atLeast', { formula, limit: least }) : formula;
}

/** Replicas that an autoscaler wants and has, and what it measures, over time. */
export function AutoscalerChart({ row, domain, nowSecond }: AutoscalerChartProps) {
  const points = shown(row.points, domain);
  const last = points.at(-1);
  const most = Math.max(row.least + 1, ...points.flatMap(({ desired, replicas }) => [desired, replicas]));
  const measured = last?.current ?? null;
  const metric = row.metric === 'cpu' ? 'CPU' : row.metric;
  const counts = {
    ...{ name: row.name, desired: last?.desired ?? 0, replicas: last?.replicas ?? 0 },
    ...{ least: row.least, most: row.most },
  };
  const formula = formulaText(row, last);
  const now = Math.min(nowSecond, domain[1]);
  return (
    <Chart
      title="HorizontalPodAutoscaler"
      note={
        row.target === null
          ? traffic('hpaNote', { name: row.name, metric: row.metric })
          : traffic('hpaTarget', { name: row.name, target: row.target, metric })
      }
      label={measured === null ? traffic('hpaUnmeasured', counts) : traffic('hpaLabel', { ...counts, measured })}
      margin={84}
      {...{ domain, most: most * 1.15, nowSecond }}
      table={{
        heads: [traffic('time'), `${row.metric} %`, traffic('replicasHead'), traffic('desiredHead')],
        rows: points.map((point) => [shortTime(point.atMs), point.current ?? '–', point.replicas, point.desired]),
      }}
      draw={(space) => {
        const has = stepPath(points, ({ replicas }) => replicas, space, now);
        const first = points[0] === undefined ? space.left : Math.max(space.left, space.x(points[0].atMs / 1000));
        const share = (value: number) =>
          space.bottom - (space.bottom - space.top) * Math.min(1, value / measureTop(row));
        return (
          <>
            {has !== '' && <path className="area-ready" d={`${has}V${space.bottom}H${first}z`} />}
            {row.target !== null && <path className="tgt" d={`M${space.left} ${share(row.target)}H${space.right}`} />}
            <path className="line thin measured" d={measuredPath(points, space, share, now)} />
            <path className="line" d={stepPath(points, ({ desired }) => desired, space, now)} />
            {labels(row, last, space, share).map(({ text, y }) => (
              <text key={text} className="an num" x={space.right + 6} y={y}>
                {text}
              </text>
            ))}
            {formula !== '' && (
              <text className="an halo" x={space.left + 8} y={space.top + 9}>
                {formula}
              </text>
            )}
          </>
        );
      }}
    />
  );
}

/** The axis of the metric ends here: its highest value, or a little above the target. */
const measureTop = ({ target, points }: AutoscalerRow) =>
  Math.max((target ?? 50) * 1.5, ...points.map(({ current }) => current ?? 0)) * 1.1;

function measuredPath(points: readonly Point[], space: ChartSpace, share: (value: number) => number, now: number) {
  let d = '';
  for (const [index, point] of points.entries()) {
    if (point.current === null) continue;
    const from = Math.max(space.left, space.x(point.atMs / 1000));
    const to = space.x((points[index + 1]?.atMs ?? now * 1000) / 1000);
    d += `${d === '' ? 'M' : 'L'}${from.toFixed(1)} ${share(point.current).toFixed(1)}H${to.toFixed(1)}`;
  }
  return d;
}

/** Labels at the right end of the lines, apart from one another. */
function labels(row: AutoscalerRow, last: Point | undefined, space: ChartSpace, share: (value: number) => number) {
  if (last === undefined) return [];
  const wanted = [
    { text: traffic('desired', { count: last.desired }), y: space.y(last.desired) + 4 },
    { text: traffic('replicas', { count: last.replicas }), y: space.y(last.replicas) + 17 },
    ...(last.current === null ? [] : [{ text: `${row.metric} ${last.current} %`, y: share(last.current) + 4 }]),
    ...(row.target === null ? [] : [{ text: traffic('target', { percent: row.target }), y: share(row.target) + 4 }]),
  ].sort((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  return wanted.map(({ text, y }) => {
    free = Math.max(y, free + 13);
    return { text, y: free };
  });
}
