import { memo } from 'react';
import { figure } from '../../language/en/figure.ts';
import type { NodeRow } from '../../protocol/view.ts';
import { type FigureLayout, figureText as fs, headText as hs, lipOf, type Vessel } from './layout.ts';

/** Fill patterns that slabs and vessels refer to. */
export const Patterns = memo(function Patterns() {
  return (
    <defs>
      <pattern id="p-old" patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="rotate(45)">
        <rect width="2.2" height="6" fill="var(--paper)" opacity=".72" />
      </pattern>
      <pattern id="p-old2" patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="rotate(45)">
        <rect width="1.8" height="6" fill="var(--paper)" opacity=".8" />
        <rect width="6" height="1.8" fill="var(--paper)" opacity=".8" />
      </pattern>
      <pattern id="p-stale" patternUnits="userSpaceOnUse" width="4" height="4">
        <circle cx="1" cy="1" r=".7" fill="var(--line-ink)" opacity=".55" />
      </pattern>
    </defs>
  );
});

function Components({ layout, stopped }: { readonly layout: FigureLayout; readonly stopped: ReadonlySet<string> }) {
  const { busY, left, right, apiWidth } = layout;
  const pad = layout.queue.x;
  const apiOff = stopped.has('kube-apiserver');
  const etcdOff = stopped.has('etcd');
  const room = right - left;
  return (
    <>
      <path className={apiOff ? 'bus off' : 'bus'} d={`M${pad} ${busY}H${right}`} />
      <rect className={apiOff ? 'api off' : 'api'} x={pad} y={busY - 11} width={apiWidth} height={22} rx={2} />
      <text
        className={apiOff ? 'apit off' : 'apit'}
        x={pad + apiWidth / 2}
        y={busY + 4}
        textAnchor="middle"
        fontSize={fs}
      >
        kube-apiserver
      </text>
      <g className={etcdOff ? 'stn off' : 'stn'}>
        <path d={`M${pad + 13} ${busY - 11}V${busY - 17}`} />
        <rect x={pad + 8} y={busY - 28} width="10" height="10" className="etcd lead" />
        <text x={pad + 25} y={busY - 19} fontSize={fs}>
          {etcdOff ? figure('isStopped', { name: 'etcd' }) : 'etcd'}
        </text>
      </g>
      {layout.stations.map(({ name, x }) => {
        const off = stopped.has(name);
        const label =
          room < 540
            ? name
                .replace('kube-', '')
                .replace('controller-manager', 'controllers')
                .replace('cloud-controllers', 'cloud')
            : name;
        return (
          <g key={name} className={off ? 'stn off' : 'stn'}>
            <path d={`M${x + 4} ${busY}V${busY - 13}`} />
            <rect x={x} y={busY - 21} width="8" height="8" className="stm" />
            {off && <path className="cutm" d={`M${x + 1} ${busY - 20}l6 6m0 -6l-6 6`} />}
            <text x={x + 14} y={busY - 13} fontSize={fs}>
              {off ? figure('isStopped', { name: label }) : label}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A node's stem: its connection to the API server, broken where the machine cannot be heard. */
export function stemPaths(vessel: Vessel, machine: NodeRow['machine']): { wire: string; mark: string } {
  const { stemX: x, lineY } = vessel;
  const end = vessel.rim - lipOf(vessel.w);
  if (machine === 'on') return { wire: `M${x} ${lineY}V${end}`, mark: '' };
  const short = end - lineY < 40;
  const r = vessel.w > 40 ? 7 : Math.max(2.5, vessel.w * 0.1);
  const middle = lineY + (end - lineY) * (machine === 'cut' ? 0.42 : 0.7);
  const gap = short ? 4 : 6;
  const wire = `M${x} ${lineY}V${middle - gap}M${x} ${middle + gap}V${end}`;
  if (machine === 'cut')
    return {
      wire,
      mark: `M${x - r} ${middle + r * 0.43 - 5}l${2 * r} ${-0.86 * r}M${x - r} ${middle + r * 0.43 + 4}l${2 * r} ${-0.86 * r}`,
    };
  if (machine === 'off')
    return {
      wire: `M${x} ${lineY}V${middle - gap}`,
      mark: `M${x - r / 1.75} ${middle - r / 1.75}l${r / 0.875} ${r / 0.875}m0 ${-r / 0.875}l${-r / 0.875} ${r / 0.875}`,
    };
  return { wire, mark: `M${x - 3.5} ${middle - 3.5}h7v7h-7z` };
}

const Stem = memo(function Stem({
  vessel,
  machine,
}: {
  readonly vessel: Vessel;
  readonly machine: NodeRow['machine'];
}) {
  const { wire, mark } = stemPaths(vessel, machine);
  return (
    <g>
      <path className="wire" d={wire} />
      {mark !== '' && <path className="cutm" key={machine} d={mark} />}
    </g>
  );
});

interface LinesProps {
  readonly layout: FigureLayout;
  readonly nodes: readonly NodeRow[];
  readonly stopped: ReadonlySet<string>;
  readonly pending: number;
  readonly unschedulable: number;
  readonly hidden: number;
  readonly queueTop: number;
}

function Queue({ layout, pending, unschedulable, hidden, queueTop }: LinesProps) {
  const { x, w, rim, bottom, headY } = layout.queue;
  const status =
    pending === 0
      ? figure('queueNone')
      : unschedulable > 0
        ? figure('unschedulable', { count: unschedulable })
        : figure('waiting', { count: pending });
  const counts =
    layout.detail === 'full'
      ? ([
          [figure('queueWaiting'), pending - unschedulable],
          ['Unschedulable', unschedulable],
        ] as const)
      : [];
  return (
    <g>
      <text className="hname" x={x} y={headY + hs} fontSize={hs}>
        {figure('pending')}
      </text>
      {(pending > 0 || headY + hs + fs * 1.55 < rim) && (
        <text className="hstat" x={x} y={headY + hs + fs * 1.55} fontSize={fs}>
          {status}
        </text>
      )}
      <path className="hopw" d={`M${x} ${rim}V${bottom}H${x + w}V${rim}`} />
      {hidden > 0 && (
        <text className="free" x={x + w / 2} y={queueTop - 5} textAnchor="middle" fontSize={10.5}>
          {figure('more', { count: hidden })}
        </text>
      )}
      {counts.map(([name, count], index) => (
        <g key={name}>
          <text className="qn" x={x} y={bottom + fs * 1.7 + index * fs * 1.3} fontSize={10.5}>
            {name}
          </text>
          <text className="qn" x={x + w} y={bottom + fs * 1.7 + index * fs * 1.3} textAnchor="end" fontSize={10.5}>
            {count}
          </text>
        </g>
      ))}
    </g>
  );
}

function Rulers({ layout }: { readonly layout: FigureLayout }) {
  return layout.rulers.map((ruler) => (
    <g key={ruler.bottom}>
      <path className="rt" d={`M${ruler.x} ${ruler.bottom}V${ruler.top}`} />
      <path className="rt" d={ruler.ticks.map((tick) => `M${ruler.x} ${tick.y}h${tick.big ? -7 : -3.5}`).join('')} />
      {ruler.ticks
        .filter((tick) => tick.big)
        .map((tick) => (
          <text
            key={tick.label}
            className="rtx"
            x={ruler.x - 10}
            y={tick.y + fs * 0.35}
            textAnchor="end"
            fontSize={10.5}
          >
            {tick.label}
          </text>
        ))}
      {ruler.title !== '' && (
        <text
          className="rtx"
          x={ruler.x + 1}
          y={Math.max(ruler.top - 8, layout.busY + 16)}
          textAnchor="end"
          fontSize={10.5}
        >
          {ruler.title}
        </text>
      )}
    </g>
  ));
}

function Zones({ layout }: { readonly layout: FigureLayout }) {
  return layout.zones.map(({ x1, x2, y, label }) => {
    const middle = (x1 + x2) / 2;
    const half = label.length * 3 + 8;
    return (
      <g key={`${label}${x1}`}>
        <path className="zone" d={`M${x1} ${y - 5}v5H${middle - half}M${middle + half} ${y}H${x2}v-5`} />
        <text className="zt" x={middle} y={y + 4} textAnchor="middle" fontSize={fs}>
          {label}
        </text>
      </g>
    );
  });
}

/** Everything that stands still: the API line, components, stems, queue, rulers, zones. */
export const FigureLines = memo(function FigureLines(props: LinesProps) {
  const { layout, nodes, stopped } = props;
  const { trunkX, busY, branches, right } = layout;
  return (
    <g>
      {branches.length > 0 && (
        <path
          className="wire"
          d={`M${trunkX} ${busY}V${branches.at(-1)}${branches.map((y) => `M${trunkX} ${y}H${right}`).join('')}`}
        />
      )}
      {layout.detail !== 'cell' &&
        nodes.map((node, index) => <Stem key={node.name} vessel={layout.vessels[index]!} machine={node.machine} />)}
      <Components layout={layout} stopped={stopped} />
      <Queue {...props} />
      <Rulers layout={layout} />
      <Zones layout={layout} />
    </g>
  );
});
