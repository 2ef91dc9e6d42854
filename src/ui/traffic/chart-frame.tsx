import { type ScaleLinear, scaleLinear } from 'd3';
import { type ReactNode, useRef } from 'react';
import { measureText } from '../../widgets/measure-text.ts';
import { TableHead } from '../../widgets/table-head.tsx';
import { useSize } from '../scene/use-size.ts';
import { shortTime } from '../store/format-time.ts';
import { placeMoments } from './place-moments.ts';

/** The space of a chart: virtual seconds to the right, a quantity upwards. */
export interface ChartSpace {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A moment with a name, drawn as a line. */
export interface Moment {
  readonly second: number;
  readonly label: string;
}

interface ChartProps {
  readonly title: string;
  readonly note: string;
  /** What the chart says in one sentence. */
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly most: number;
  readonly nowSecond: number;
  readonly moments?: readonly Moment[];
  /** Room for labels at the right, px. */
  readonly margin?: number;
  /** The numbers as a table, for those who do not see the picture. */
  readonly table: { readonly heads: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] };
  readonly draw: (space: ChartSpace) => ReactNode;
}

/** The numbers of a chart for those who do not see it. */
function Numbers({ title, table }: { readonly title: string; readonly table: ChartProps['table'] }) {
  return (
    <table className="hidden-text">
      <caption>{title}</caption>
      <TableHead heads={table.heads} />
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const steps = [5, 10, 15, 30, 60, 120, 300, 600] as const;

/** A chart over virtual time, with its title, axes, marked moments and table. */
export function Chart(props: ChartProps) {
  const { title, note, label, domain, most, nowSecond, moments = [], margin = 12, table, draw } = props;
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(holder);
  const space = { left: 38, right: width - margin, top: 14, bottom: height - 22 };
  const x = scaleLinear(domain, [space.left, space.right]);
  const y = scaleLinear([0, Math.max(1, most)], [space.bottom, space.top]).nice(4);
  const step = steps.find((each) => (domain[1] - domain[0]) / each <= Math.max(3, width / 80)) ?? 600;
  const first = Math.ceil(domain[0] / step) * step;
  const ticks = Array.from(
    { length: Math.max(0, Math.floor((domain[1] - first) / step) + 1) },
    (_, i) => first + i * step,
  );
  return (
    <figure className="chart">
      <figcaption>
        <b>{title}</b> {note}
      </figcaption>
      <div ref={holder}>
        {width > 80 && height > 60 && (
          <svg width={width} height={height} role="img" aria-label={label}>
            {y.ticks(4).map((tick) => (
              <g key={tick}>
                <path className="gl2" d={`M${space.left} ${y(tick)}H${space.right}`} />
                <text className="al" x={space.left - 6} y={y(tick) + 4} textAnchor="end">
                  {y.tickFormat(4)(tick)}
                </text>
              </g>
            ))}
            {draw({ x, y, ...space })}
            <path className="ax" d={`M${space.left} ${space.bottom}H${space.right}`} />
            {ticks.map((tick) => (
              <g key={tick}>
                <path className="ax" d={`M${x(tick)} ${space.bottom}v4`} />
                <text className="al" x={x(tick)} y={height - 5} textAnchor="middle">
                  {shortTime(tick * 1000)}
                </text>
              </g>
            ))}
            {placeMoments(moments, x, width, (text) => measureText(text, 11.5)).map((moment) => (
              <g key={`${moment.second} ${moment.label}`}>
                <title>{moment.label}</title>
                <path className="evt" d={`M${moment.x} ${space.top}V${space.bottom}`} />
                {moment.row >= 0 && (
                  <text
                    className="an alarm halo"
                    x={moment.x + (moment.left ? -5 : 5)}
                    y={space.top + 9 + moment.row * 13}
                    textAnchor={moment.left ? 'end' : 'start'}
                  >
                    {moment.label}
                  </text>
                )}
              </g>
            ))}
            {nowSecond <= domain[1] && <path className="nowl" d={`M${x(nowSecond)} ${space.top}V${space.bottom}`} />}
          </svg>
        )}
      </div>
      <Numbers title={`${title} ${note}`} table={table} />
    </figure>
  );
}

/** The path of a line through points; null breaks it. */
export function linePath(points: readonly (readonly [number, number | null])[], { x, y }: ChartSpace): string {
  let d = '';
  let isOpen = false;
  for (const [second, value] of points) {
    if (value === null) {
      isOpen = false;
      continue;
    }
    d += `${isOpen ? 'L' : 'M'}${x(second).toFixed(1)} ${y(value).toFixed(1)}`;
    isOpen = true;
  }
  return d;
}
