import { memo } from 'react';
import type { NodeRow } from '../../protocol/view.ts';
import { fitText, fitWords } from '../../widgets/fit-text.ts';
import { measureText } from '../../widgets/measure-text.ts';
import type { Measure } from '../store/view-store.ts';
import type { Detail } from './grid.ts';
import { figureText as fs, headText as hs, lipOf, type Vessel } from './layout.ts';
import { freeText, memoryText, nodeStatus } from './node-text.ts';
import type { Stack } from './stack.ts';

interface VesselProps {
  readonly vessel: Vessel;
  readonly node: NodeRow;
  readonly stack: Stack;
  readonly detail: Detail;
  readonly measure: Measure;
  readonly shelf: boolean;
  /** Whole seconds, only while it is not Ready. */
  readonly nowMs: number;
}

/** The walls with their lip; broken below the rim when part of the capacity is not drawn. */
export function wallPath(vessel: Vessel): string {
  const { x, w, rim, bottom } = vessel;
  const lip = lipOf(w);
  if (!vessel.broken || w < 24)
    return `M${x - lip} ${rim - lip}L${x} ${rim}V${bottom}H${x + w}V${rim}L${x + w + lip} ${rim - lip}`;
  const gap = rim + 8;
  const left = `M${x - lip} ${rim - lip}L${x} ${rim}V${gap}M${x - 4} ${gap + 1.5}l8 -3M${x - 4} ${gap + 6.5}l8 -3M${x} ${gap + 5}V${bottom}`;
  const right = `H${x + w}V${gap + 5}M${x + w - 4} ${gap + 6.5}l8 -3M${x + w - 4} ${gap + 1.5}l8 -3M${x + w} ${gap}V${rim}L${x + w + lip} ${rim - lip}`;
  return left + right;
}

function NodeMark({ x, y, kind }: { readonly x: number; readonly y: number; readonly kind: string }) {
  return (
    <g transform={`translate(${x} ${y})`} className={`ng ${kind}`}>
      {kind === 'ready' && <circle cx="5" cy="5" r="3.6" fill="currentColor" />}
      {kind === 'notready' && (
        <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      )}
      {kind === 'cordoned' && <path d="M.8 5h8.4" stroke="currentColor" strokeWidth="2.4" />}
    </g>
  );
}

function Head({ vessel, node, detail, measure, stack, nowMs }: VesselProps) {
  if (detail === 'cell' || (detail === 'tiny' && vessel.w < 20)) return null;
  const { x, w, headY } = vessel;
  const down = node.ready !== 'True';
  const kind = down ? 'notready' : node.unschedulable ? 'cordoned' : 'ready';
  const size = detail === 'full' ? hs : detail === 'compact' ? 12 : 9.5;
  const indent = detail === 'tiny' ? 0 : size * 1.15;
  const name = detail === 'tiny' ? node.name.replace(/^.*-/, '') : fitText(node.name, w - indent + 8, size, 600);
  const status = nodeStatus(node, measure, stack, nowMs);
  const short = detail === 'compact' ? fitWords(status, w - indent - measureText(name, size, 600) - 10, 10.5) : '';
  return (
    <>
      {detail !== 'tiny' && <NodeMark x={x} y={headY + size * 0.28} kind={kind} />}
      <text
        className={`hname${detail === 'tiny' && down ? ' alarm' : ''}`}
        x={x + indent}
        y={headY + size}
        fontSize={size}
      >
        {name}
      </text>
      {detail === 'full' && (
        <text className={`hstat${down ? ' alarm' : ''}`} x={x} y={headY + size + fs * 1.55} fontSize={fs}>
          {fitWords(status, w + 6, fs)}
        </text>
      )}
      {short !== '' && (
        <text className={`hstat${down ? ' alarm' : ''}`} x={x + w} y={headY + size} fontSize={10.5} textAnchor="end">
          {short}
        </text>
      )}
    </>
  );
}

function Gauge({ vessel, node, shelf }: VesselProps) {
  const { x, w, bottom } = vessel;
  const y = bottom + 15 + (shelf ? 16 : 0);
  const share = (bytes: number) => (node.memoryBytes > 0 ? Math.min(1, bytes / node.memoryBytes) * w : 0);
  const used = share(node.memoryUsedBytes);
  return (
    <g>
      <rect className="mtrack" x={x} y={y} width={w} height={5} />
      <rect className="mreq" x={x} y={y} width={share(node.memoryRequestedBytes)} height={5} />
      {used > 0 && node.ready === 'True' && <path className="muse" d={`M${x + used} ${y - 2.5}v10`} />}
      <text className="memt" x={x} y={y + 18} fontSize={10.5}>
        {fitText(memoryText(node), w + 4, 10.5)}
      </text>
    </g>
  );
}

/** A taint as key=value:Effect, without its last parts where there is no room for them. */
function shortTaint(taint: string, room: number): string {
  const parts = [taint, taint.replace(/:.*/, ''), taint.replace(/[=:].*/, '')];
  return parts.find((part) => measureText(part, 10, 400, 'mono') <= room) ?? parts[2]!;
}

function Lid({ vessel, node }: VesselProps) {
  const { x, w, rim } = vessel;
  const lip = lipOf(w);
  const taint = node.taints[0];
  return (
    <>
      {node.unschedulable && <path className="lid" d={`M${x - lip - 2} ${rim - lip - 1}H${x + w + lip + 2}`} />}
      {!node.unschedulable && taint !== undefined && (
        <>
          <path className="lid tainted" d={`M${x - lip - 2} ${rim - lip - 1}H${x + w + lip + 2}`} />
          {w > 60 && (
            <text className="taint" x={x + w / 2} y={rim + 10} textAnchor="middle" fontSize={10}>
              {fitText(shortTaint(taint, w - 6), w - 6, 10, 400, 'mono')}
            </text>
          )}
        </>
      )}
    </>
  );
}

/** A node as a graduated vessel on its stem; the Pods are drawn over it. */
export const VesselView = memo(function VesselView(props: VesselProps) {
  const { vessel, node, stack, detail, measure } = props;
  const { x, w, rim, bottom } = vessel;
  const down = node.ready !== 'True';
  const gap = stack.top - rim;
  const lines = measure === 'pods' ? 0 : Math.min(64, Math.ceil((bottom - rim) / vessel.scale) - 1);
  const step = vessel.scale < 12 ? Math.ceil(12 / vessel.scale) : 1;
  return (
    <g
      className={`node${down ? ' notready' : ''}`}
      data-node={node.name}
      data-ready={node.ready}
      data-unschedulable={node.unschedulable}
    >
      <rect className="inside" x={x} y={rim} width={w} height={bottom - rim} />
      {Array.from({ length: Math.max(0, lines) }, (_, index) => index + 1)
        .filter((unit) => unit % step === 0)
        .map((unit) => (
          <path key={unit} className="gridl" d={`M${x} ${bottom - unit * vessel.scale}H${x + w}`} />
        ))}
      {down && <rect className="stale-ground" x={x} y={rim} width={w} height={bottom - rim} fill="url(#p-stale)" />}
      {!down && gap > (detail === 'full' ? 22 : 80) && w > 54 && detail !== 'tiny' && (
        <text
          className="free"
          x={x + vessel.gutter + (w - vessel.gutter) / 2}
          y={Math.min(stack.top - 6, (stack.top + rim) / 2 + 4)}
          fontSize={10.5}
          textAnchor="middle"
        >
          {fitText(freeText(node, measure, stack), w - 8, 10.5)}
        </text>
      )}
      <path className="wall" d={wallPath(vessel)} />
      <Lid {...props} />
      <Head {...props} />
      {detail === 'full' && <Gauge {...props} />}
    </g>
  );
});
