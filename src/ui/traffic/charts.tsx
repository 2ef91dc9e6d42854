import { losses } from '../../language/en/losses.ts';
import { traffic } from '../../language/en/traffic.ts';
import type { SecondCounts } from '../../protocol/traffic.ts';
import { shortTime } from '../store/format-time.ts';
import { Chart, type ChartSpace, linePath, type Moment } from './chart-frame.tsx';
import { filled, lossKinds } from './series.ts';

interface TrafficChartProps {
  readonly of: string;
  readonly seconds: readonly SecondCounts[];
  readonly domain: readonly [number, number];
  readonly nowSecond: number;
  readonly moments: readonly Moment[];
}

type Band = readonly { readonly second: number; readonly from: number; readonly to: number }[];

/** An area with a step for every second. */
function bandPath(band: Band, { x, y }: ChartSpace): string {
  if (band.length === 0) return '';
  const top = band.map(({ second, to }) => `L${x(second).toFixed(1)} ${y(to).toFixed(1)}H${x(second + 1).toFixed(1)}`);
  const under = band.toReversed().map(({ second, from }) => {
    return `L${x(second + 1).toFixed(1)} ${y(from).toFixed(1)}H${x(second).toFixed(1)}`;
  });
  return `M${x(band[0]!.second)} ${y(band[0]!.from)}${top.join('')}${under.join('')}z`;
}

/** Every tenth second, so that the table stays readable. */
const sampled = (seconds: readonly SecondCounts[]) => seconds.filter(({ second }) => second % 10 === 0);

/** Requests a second by outcome, those that failed hatched on top, with the kinds named where they begin. */
export function OutcomeChart({ of, seconds, domain, nowSecond, moments }: TrafficChartProps) {
  const all = filled(seconds, domain[0], Math.min(nowSecond, domain[1]));
  const most = Math.max(1, ...all.map(({ ok, lost }) => ok + lost));
  const lost = all.reduce((sum, one) => sum + one.lost, 0);
  const sent = all.reduce((sum, one) => sum + one.sent, 0);
  const kinds = lossKinds
    .map((key) => ({ key, count: all.reduce((sum, one) => sum + one[key], 0) }))
    .filter(({ count }) => count > 0);
  const said = kinds
    .map(({ key, count }) => losses('counted', { count, outcome: losses(`outcome.${key}`) }))
    .join(', ');
  return (
    <Chart
      title={traffic('rateChart')}
      note={traffic('byOutcome', { of })}
      label={traffic('rateLabel', { of, sent, time: shortTime(domain[0] * 1000), lost, said })}
      {...{ domain, most, nowSecond, moments }}
      table={{
        heads: [
          traffic('time'),
          traffic('sentHead'),
          traffic('okHead'),
          ...lossKinds.map((key) => losses(`outcome.${key}`)),
        ],
        rows: sampled(all).map((one) => [
          shortTime(one.second * 1000),
          one.sent,
          one.ok,
          ...lossKinds.map((key) => one[key]),
        ]),
      }}
      draw={(space) => {
        const worst = all.reduce<SecondCounts | undefined>((a, b) => (b.lost > (a?.lost ?? 0) ? b : a), undefined);
        const isRight = worst !== undefined && space.x(worst.second) > (space.left + space.right) / 2;
        return (
          <>
            <path
              className="area-ok"
              d={bandPath(
                all.map(({ second, ok }) => ({ second, from: 0, to: ok })),
                space,
              )}
            />
            <path
              className="area-lost"
              d={bandPath(
                all.map(({ second, ok, lost: gone }) => ({ second, from: ok, to: ok + gone })),
                space,
              )}
            />
            {worst !== undefined && (
              <text
                className="an alarm strong halo"
                x={space.x(worst.second) + (isRight ? -6 : 6)}
                y={Math.min(space.bottom - 6, space.y(worst.ok) + 18)}
                textAnchor={isRight ? 'end' : 'start'}
              >
                {said}
              </text>
            )}
          </>
        );
      }}
    />
  );
}

const quantiles = [
  ['p99Ms', 'p99', 'line'],
  ['p95Ms', 'p95', 'line thin'],
  ['p50Ms', 'p50', 'line2'],
] as const;

/** Median, 95th and 99th percentile of the answers' times, on one axis. */
export function LatencyChart({ of, seconds, domain, nowSecond, moments }: TrafficChartProps) {
  const all = filled(seconds, domain[0], Math.min(nowSecond, domain[1]));
  const most = Math.max(10, ...all.map(({ p99Ms }) => p99Ms ?? 0));
  const last = all.findLast(({ p50Ms }) => p50Ms !== null);
  const text = (ms: number | null | undefined) => (ms === null || ms === undefined ? '–' : ms.toFixed(ms < 10 ? 1 : 0));
  return (
    <Chart
      title={traffic('latencyChart')}
      note={traffic('latencyNote', { of })}
      label={
        last === undefined
          ? traffic('latencyNone', { of })
          : traffic('latencyLabel', { of, p50: text(last.p50Ms), p99: text(last.p99Ms) })
      }
      margin={66}
      {...{ domain, most, nowSecond, moments }}
      table={{
        heads: [traffic('time'), 'p50 ms', 'p95 ms', 'p99 ms'],
        rows: sampled(all).map((one) => [
          shortTime(one.second * 1000),
          text(one.p50Ms),
          text(one.p95Ms),
          text(one.p99Ms),
        ]),
      }}
      draw={(space) => {
        // From below: the labels of small numbers lie at the bottom, one above the other.
        let free = space.bottom + 14;
        return quantiles.toReversed().map(([key, word, line]) => {
          const value = last?.[key] ?? null;
          const y = value === null ? null : Math.min(space.y(value) + 4, free - 13);
          if (y !== null) free = y;
          return (
            <g key={key}>
              <path
                className={line}
                d={linePath(
                  all.map((one) => [one.second + 0.5, one[key]]),
                  space,
                )}
              />
              {y !== null && (
                <text className="an num" x={space.right + 6} y={y}>
                  {`${word} ${text(value)}`}
                </text>
              )}
            </g>
          );
        });
      }}
    />
  );
}
