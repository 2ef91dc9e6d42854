import { common } from '../language/en/common.ts';

interface TrafficBarsProps {
  /** Virtual second up to which the picture goes. */
  readonly nowSecond: number;
  readonly seconds: readonly { readonly second: number; readonly ok: number; readonly lost: number }[];
}

const shown = 60;
const pitch = 4;
const height = 34;

/** Requests of the last minute, a bar a second: answered in green, lost in vermilion on top. */
export function TrafficBars({ nowSecond, seconds }: TrafficBarsProps) {
  const from = nowSecond - shown + 1;
  const inside = seconds.filter(({ second }) => second >= from && second <= nowSecond);
  const most = Math.max(1, ...inside.map(({ ok, lost }) => ok + lost));
  const ok = inside.reduce((sum, each) => sum + each.ok, 0);
  const lost = inside.reduce((sum, each) => sum + each.lost, 0);
  const bar = (second: number, y: number, count: number) => {
    const tall = Math.max(1, (count / most) * height);
    return `M${(second - from) * pitch} ${(y - tall).toFixed(1)}h3v${tall.toFixed(1)}h-3z`;
  };
  const good = inside.filter((each) => each.ok > 0).map((each) => bar(each.second, height, each.ok));
  const bad = inside
    .filter((each) => each.lost > 0)
    .map((each) => bar(each.second, height - (each.ok / most) * height, each.lost));
  return (
    <svg
      className="traffic-bars"
      viewBox={`0 0 ${shown * pitch - 1} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={common('lastMinute', { ok, lost })}
    >
      <path className="ok" d={good.join('')} />
      <path className="lost" d={bad.join('')} />
      <path className="axis" d={`M0 ${height + 0.5}H${shown * pitch}`} />
    </svg>
  );
}
