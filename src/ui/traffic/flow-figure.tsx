import { fitText } from '../../widgets/fit-text.ts';
import { columns, type flowOf } from './flow-model.ts';

const pitch = 262;
const wide = 190;
const top = 36;
const mostDots = 40;

/** Clients, ways in, Services and Pods: the width of a line is its rate. */
export function FlowFigure({ flow, moves }: { readonly flow: ReturnType<typeof flowOf>; readonly moves: boolean }) {
  const at = new Map(flow.stations.map((station) => [station.id, station]));
  const drawn = flow.lines.flatMap((line) => {
    const from = at.get(line.from);
    const to = at.get(line.to);
    if (from === undefined || to === undefined) return [];
    const [x1, y1, x2, y2] = [from.column * pitch + wide + 4, from.y + top, to.column * pitch + 4, to.y + top];
    const middle = (x1 + x2) / 2;
    // The rate stands at the end that the line has to itself.
    const isAlone = flow.lines.filter((other) => other.to === line.to).length === 1;
    const rate = isAlone
      ? ({ x: x2 - 6, y: y2, anchor: 'end' } as const)
      : ({ x: x1 + 6, y: y1, anchor: 'start' } as const);
    return [{ ...line, d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, rate }];
  });
  const total = Math.round(flow.lines.filter((line) => line.from.startsWith('0')).reduce((a, b) => a + b.perSecond, 0));
  return (
    <svg
      className="flow-figure"
      viewBox={`0 0 ${3 * pitch + wide + 8} ${flow.height + top}`}
      role="img"
      aria-label={`${total} requests a second from clients to Pods`}
    >
      {columns.map((name, column) => (
        <text key={name} className="head" x={column * pitch + 4} y="16">
          {name}
        </text>
      ))}
      {drawn.map((line) => (
        <path
          key={line.d}
          className={line.failed > 0 ? 'flow failing' : 'flow'}
          d={line.d}
          strokeWidth={Math.min(16, Math.max(1.2, line.perSecond / 9))}
        />
      ))}
      {drawn.map((line) => (
        <text key={line.d} className="rate" x={line.rate.x} y={line.rate.y - 9} textAnchor={line.rate.anchor}>
          {`${line.perSecond.toFixed(0)}/s${line.failed > 0 ? ` ✕ ${line.failed.toFixed(0)}` : ''}`}
        </text>
      ))}
      {moves &&
        drawn.slice(0, mostDots).map((line) => (
          <text
            key={line.d}
            className={line.failed > 0 ? 'dot bad' : 'dot'}
            style={{ offsetPath: `path('${line.d}')` }}
          >
            {line.failed > 0 ? '✕' : '●'}
          </text>
        ))}
      {flow.stations.map((station) => (
        <g key={station.id} transform={`translate(${station.column * pitch + 4} ${station.y + top})`}>
          <rect className="station" y="-17" width={wide} height="34" rx="2" />
          <text x="9" y="4">
            <title>{station.label}</title>
            {fitText(station.label.replace(/^default\//, ''), wide - 18, 12)}
          </text>
        </g>
      ))}
    </svg>
  );
}
