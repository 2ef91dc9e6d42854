/** What a small chart shows: values over the last ten minutes, and what they are measured against. */
interface SparklineProps {
  readonly label: string;
  readonly nowSecond: number;
  readonly values: readonly { readonly second: number; readonly value: number }[];
  readonly bound: number | undefined;
}

const width = 240;
const height = 34;
const shownSeconds = 600;
/** From here on the use is near what it is measured against. */
const near = 0.9;

/** A line of one quantity over ten minutes; what it is measured against is a dashed line. */
export function Sparkline({ label, nowSecond, values, bound }: SparklineProps) {
  const from = nowSecond - shownSeconds;
  const inside = values.filter(({ second }) => second >= from);
  const highest = Math.max(...inside.map(({ value }) => value), 0);
  // A bound that is far away would flatten the line: then it is left out of the picture.
  const isBoundShown = bound !== undefined && bound < highest * 8;
  const most = Math.max(highest * 1.15, isBoundShown ? bound * 1.08 : 0, 1e-9);
  const x = (second: number) => (((second - from) / shownSeconds) * width).toFixed(1);
  const y = (value: number) => (height - (value / most) * (height - 2)).toFixed(1);
  const points = inside.map(({ second, value }) => `${x(second)} ${y(value)}`);
  const last = inside.at(-1);
  const isNear = bound !== undefined && last !== undefined && last.value >= bound * near;
  return (
    <svg
      className={isNear ? 'sparkline near' : 'sparkline'}
      viewBox={`0 0 ${width} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.length > 1 && (
        <path
          className="area"
          d={`M${x(inside[0]!.second)} ${height}L${points.join('L')}L${x(last!.second)} ${height}Z`}
        />
      )}
      {points.length > 1 && <path className="line" d={`M${points.join('L')}`} />}
      {last !== undefined && <path className="last" d={`M${x(last.second)} ${y(last.value)}h0.01`} />}
      {isBoundShown && <path className="bound" d={`M0 ${y(bound)}H${width}`} />}
      <path className="axis" d={`M0 ${height + 0.5}H${width}`} />
    </svg>
  );
}
