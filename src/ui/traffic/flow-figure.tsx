import { scaleLinear } from 'd3';
import type { Ref } from 'react';
import { traffic } from '../../language/en/traffic.ts';
import { numberText } from '../../language/numbers.ts';
import type { PodRow } from '../../protocol/view.ts';
import { fitName, fitText } from '../../widgets/fit-text.ts';
import { measureText } from '../../widgets/measure-text.ts';
import { GlyphMark, type PodGlyphName } from '../../widgets/pod-glyph.tsx';
import { dashOf, notchOf, slabPath } from '../scene/slab-shape.ts';
import { mirror } from '../store/cluster-store.ts';
import { type Box, type Layout, slabWidth } from './figure-layout.ts';
import type { Figure, Row, Station } from './figure-model.ts';
import { FlowHeads } from './flow-heads.tsx';

interface FigureProps {
  readonly figure: Figure;
  readonly layout: Layout;
  readonly motion: Ref<SVGGElement>;
  readonly openPod: (pod: PodRow) => void;
}

/** A rate with as many digits as say something. */
export const rateText = (rate: number): string => (rate === 0 || rate >= 9.95 ? rate.toFixed(0) : rate.toFixed(1));

const alarmLine = (losses: Station['losses'], width: number) =>
  losses.slice(0, 2).map(({ text, perSecond }) => fitText(`✕ ${rateText(perSecond)}/s ${text}`, width, 11.5, 600));

function StationBox({ station, box }: { readonly station: Station; readonly box: Box }) {
  const inner = box.w - 20;
  const { x, y, w, h } = box;
  const topY = y - h / 2;
  const isSmall = station.column === 'client';
  // What is lost now was sent some seconds ago, at a rate that may have been higher.
  const share = station.perSecond > 0 ? Math.min(100, (100 * station.lostPerSecond) / station.perSecond) : 0;
  const lines = [
    ...alarmLine(station.losses, inner + 6),
    ...(station.differs === '' ? [] : [fitText(station.differs, inner, 11.5, 600)]),
  ];
  const numbersY = topY + (isSmall ? 33 : station.column === 'via' ? 56 + station.rules.length * 19 : 54);
  return (
    <g className={station.losses.length > 0 ? 'box wrong' : 'box'} data-station={station.id}>
      <title>{`${station.title}, ${station.note}`}</title>
      <rect className="station" x={x} y={topY} width={w} height={h} rx="2" />
      <text className={isSmall ? 'b3 strong' : 'b1'} x={x + 10} y={topY + (isSmall ? 16 : 20)}>
        {isSmall ? fitText(station.title, inner, 12, 600) : fitName(station.title, inner, 14)}
      </text>
      {!isSmall && (
        <text className="b2" x={x + 10} y={topY + 36}>
          {fitText(station.note, inner, 11.5)}
        </text>
      )}
      {station.rules.map(({ rule, to }, index) => (
        <g key={to + rule}>
          <text className="b3 mono" x={x + 10} y={topY + 57 + index * 19}>
            {fitText(rule, inner * 0.5, 11.5, 400, 'mono')}
          </text>
          <text className="b2" x={x + w - 10} y={topY + 57 + index * 19} textAnchor="end">
            {fitText(to, inner * 0.46, 11.5)}
          </text>
        </g>
      ))}
      <text className="b3 num" x={x + 10} y={numbersY}>
        {traffic('rateNow', { rate: rateText(station.perSecond) })}
      </text>
      <text className={station.lostPerSecond > 0 ? 'b2 alarm' : 'b2'} x={x + w - 10} y={numbersY} textAnchor="end">
        {isSmall && station.lostPerSecond === 0
          ? station.note
          : station.column === 'service'
            ? endpointsText(station.id)
            : isSmall
              ? `✕ ${percentText(share)} %`
              : traffic('failedShare', { percent: percentText(share) })}
      </text>
      {lines.map((line, index) => (
        <text key={line} className="loss" x={x + 7} y={numbersY + 16 + index * 15}>
          {line}
        </text>
      ))}
    </g>
  );
}

const percentText = (share: number) => numberText(share, share < 9.95 ? 1 : 0);

function endpointsText(id: string): string {
  const row = mirror.services.get(id.slice('service '.length));
  return row === undefined ? '' : traffic('readyOf', { ready: row.readyEndpoints, all: row.endpoints });
}

/** A Pod as the other figures draw it, small. */
function SmallSlab({ pod, title, suffix, box }: { pod: PodRow | undefined; title: string; suffix: string; box: Box }) {
  const state = (pod?.state ?? 'unknown') as PodGlyphName;
  const { w, h } = box;
  const hue = pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  const path = slabPath(w, h, notchOf(state, w, h));
  const end = suffix === '' ? 0 : measureText(suffix, 11, 400, 'mono') + 6;
  const room = w - 20 - (state === 'ready' ? 0 : 18);
  const name = fitName(title, Math.max(0, room - end), 11);
  const nameWidth = name === '' || name.includes('…') ? 0 : measureText(name, 11, 600) + 6;
  return (
    <g
      className={`pod o${hue} st-${state} form-slab`}
      data-state={state}
      transform={`translate(${box.x},${box.y - h / 2})`}
    >
      <path className="base" d={path} />
      <path className="wash" d={path} />
      <path className="solid" d={path} />
      {(pod?.revisionAge ?? 0) > 0 && <path d={path} fill="url(#p-old)" />}
      <path className="edge" d={path} strokeDasharray={dashOf(state)} />
      {nameWidth > 0 && (
        <text className="nm on" x="9" y={h / 2 + 4} fontSize="11">
          {name}
        </text>
      )}
      <text className="mono on" x={9 + nameWidth} y={h / 2 + 4} fontSize="11">
        {suffix === '' && nameWidth === 0 ? fitText(title, room, 11, 400, 'mono') : suffix}
      </text>
      {state !== 'ready' && <GlyphMark state={state} x={w - 19} y={h / 2 - 7} size={14} plain />}
    </g>
  );
}

function RowLine({ row, layout, most, times, openPod }: RowProps) {
  const { columns, rowHeight } = layout;
  const y = layout.rowY.get(row.id)!;
  const box = layout.boxes.get(row.id)!;
  const x = scaleLinear([0, times], columns.times);
  const room = columns.times[0] - columns.rate - 44;
  const isBad = row.lostPerSecond > 0 || row.losses.length > 0;
  const share = row.perSecond > 0 ? (100 * row.lostPerSecond) / row.perSecond : 0;
  const failed = isBad ? `✕ ${rateText(row.lostPerSecond)}/s` : '0';
  const say = row.losses[0]?.text ?? '';
  return (
    <g data-row={row.title + row.suffix} data-failing={isBad || undefined}>
      <path className="rowl" d={`M${columns.row + slabWidth + 6} ${y + rowHeight / 2}H${columns.failed}`} />
      <SmallSlab pod={row.pod} title={row.title} suffix={row.suffix} box={box} />
      {row.pod !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the figure's twin does the same by keyboard
        <rect
          className="hit"
          x={box.x}
          y={box.y - box.h / 2}
          width={box.w}
          height={box.h}
          onClick={() => openPod(row.pod!)}
        />
      )}
      <circle className={row.pod?.endpoint === 'in' ? 'port in' : 'port'} cx={box.x} cy={y} r="3.6" />
      <text className="b2" x={columns.node} y={y + 4}>
        {fitText(row.node, columns.rate - columns.node - 4, 12)}
      </text>
      <text className="b3 num" x={columns.rate + 26} y={y + 4} textAnchor="end">
        {rateText(row.perSecond)}
      </text>
      <rect className="rps" x={columns.rate + 32} y={y - 4} width={(room * row.perSecond) / most} height="8" />
      {row.p50Ms !== null && row.p99Ms !== null && (
        <>
          <path className="rng" d={`M${x(row.p50Ms)} ${y}H${x(row.p99Ms)}`} />
          <circle className="dot50" cx={x(row.p50Ms)} cy={y} r="3.6" />
          <circle className={isBad ? 'dot99 bad' : 'dot99'} cx={x(row.p99Ms)} cy={y} r="3.6" />
        </>
      )}
      {isBad && say !== '' && (
        <text className="loss halo" x={columns.times[1] + 22} y={y + 4} textAnchor="end">
          {fitText(say, columns.times[1] - columns.times[0] + 16, 11.5, 600)}
        </text>
      )}
      <text className={isBad ? 'b3 alarm strong' : 'b2'} x={columns.failed} y={y + 4} textAnchor="end">
        <title>{traffic('lostShare', { percent: numberText(share, 1) })}</title>
        {failed}
      </text>
    </g>
  );
}

interface RowProps {
  readonly row: Row;
  readonly layout: Layout;
  /** The highest rate of a row, and the end of the axis in ms. */
  readonly most: number;
  readonly times: number;
  readonly openPod: (pod: PodRow) => void;
}

const chipHeight = 26;

function Idle({ figure, layout }: { readonly figure: Figure; readonly layout: Layout }) {
  const { columns, rowsEnd, width } = layout;
  const room = width - 20 - columns.row;
  const shown = figure.idle.slice(0, Math.max(1, Math.floor(room / 92)));
  const w = Math.min(110, (room - (shown.length - 1) * 6) / shown.length);
  const y = rowsEnd + 40 + chipHeight / 2;
  return (
    <g>
      <text className="h" x={columns.row} y={rowsEnd + 32}>
        {shown.length < figure.idle.length
          ? traffic('idleMore', { count: figure.idle.length - shown.length })
          : traffic('idle')}
      </text>
      {shown.map((pod, index) => (
        <SmallSlab
          key={pod.uid}
          pod={pod}
          title={pod.suffix === '' ? pod.name : ''}
          suffix={pod.suffix}
          box={{ x: columns.row + index * (w + 6), y, w, h: chipHeight }}
        />
      ))}
    </g>
  );
}

function Wires({ figure, layout }: { readonly figure: Figure; readonly layout: Layout }) {
  const chance = new Map(figure.rows.map((row) => [row.id, row.chance]));
  const hueOf = new Map(
    figure.rows.map((row) => [row.id, row.pod === undefined ? 0 : mirror.owners.markOf(row.pod).hue]),
  );
  return (
    <g>
      {layout.wires.map(({ edge, d, width }) => (
        <path
          key={d}
          className={`flow f${hueOf.get(edge.to) ?? 0}${edge.perSecond === 0 ? ' still' : ''}`}
          d={d}
          strokeWidth={width}
        />
      ))}
      {layout.wires
        .filter(({ edge }) => edge.lostPerSecond > 0)
        .map(({ edge, d, width }) => (
          <path
            key={d}
            className="flow failing"
            d={d}
            strokeWidth={Math.max(1.2, width * Math.min(1, edge.lostPerSecond / Math.max(edge.perSecond, 0.001)))}
          />
        ))}
      {layout.wires.map(({ edge, d, width, end, falls }) => (
        <text
          key={d}
          className="chance mono halo"
          x={end.x - 10}
          y={falls ? end.y + width / 2 + 12 : end.y - width / 2 - 4}
          textAnchor="end"
        >
          {chance.get(edge.to) ?? ''}
        </text>
      ))}
    </g>
  );
}

/** Clients, ways in, Services, kube-proxy's rules and Pods: the width of a line is its rate. */
export function FlowFigure({ figure, layout, motion, openPod }: FigureProps) {
  const times = Math.max(20, ...figure.rows.map((row) => row.p99Ms ?? 0)) * 1.05;
  const most = Math.max(1, ...figure.rows.map((row) => row.perSecond));
  const clients = figure.stations.filter((station) => station.column === 'client');
  const sent = clients.reduce((sum, station) => sum + station.perSecond, 0);
  const lost = clients.reduce((sum, station) => sum + station.lostPerSecond, 0);
  return (
    <svg
      className="flow-figure"
      width={layout.width}
      height={layout.height}
      role="img"
      aria-label={traffic('figure', {
        sent: rateText(sent),
        clients: clients.length,
        rows: figure.rows.length,
        lost: rateText(lost),
      })}
    >
      <FlowHeads layout={layout} times={times} />
      <Wires figure={figure} layout={layout} />
      <g className="motion" ref={motion} />
      {figure.stations.map((station) => (
        <StationBox key={station.id} station={station} box={layout.boxes.get(station.id)!} />
      ))}
      {figure.rows.map((row) => (
        <RowLine key={row.id} row={row} layout={layout} most={most} times={times} openPod={openPod} />
      ))}
      {figure.idle.length > 0 && <Idle figure={figure} layout={layout} />}
    </svg>
  );
}
