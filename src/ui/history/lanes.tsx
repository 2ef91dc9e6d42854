import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { history } from '../../language/en/history.ts';
import type { MarkRow, WriteRef } from '../../protocol/history.ts';
import type { EventRow } from '../../protocol/view.ts';
import { useSize } from '../scene/use-size.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { select, useView } from '../store/view-store.ts';
import { type Lane, laneKey, type Span, showWrite, useHistory } from './history-store.ts';
import { type Axis, LaneRow, laneHeight, xOf } from './lane-row.tsx';

const spare = 8;

/** Round steps for the axis: about eight of them. */
function ticksOf({ fromMs, toMs, width }: Axis): readonly number[] {
  const wanted = (toMs - fromMs) / Math.max(2, width / 110);
  const step =
    [
      100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
    ].find((each) => each >= wanted) ?? 7_200_000;
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) ticks.push(at);
  return ticks;
}

/** Events by the object that they are about. */
function eventsByObject(): ReadonlyMap<string, readonly EventRow[]> {
  const found = new Map<string, EventRow[]>();
  for (const event of mirror.events.values()) {
    const key = laneKey({ ...event, namespace: event.kind === 'Node' ? '' : event.namespace });
    const own = found.get(key);
    if (own === undefined) found.set(key, [event]);
    else own.push(event);
  }
  return found;
}

/** From when to when: the end moves on a fifth of a second at a time. */
function useAxis(width: number, span: Span): { readonly axis: Axis; readonly nowMs: number } {
  const nowMs = useCluster((state) => Math.ceil(Math.max(0, state.nowMs) / 200) * 200);
  const toMs = span === null ? Math.max(10_000, Math.ceil(nowMs / 10_000) * 10_000) : nowMs;
  const fromMs = span === null ? 0 : Math.max(0, nowMs - span);
  return useMemo(() => ({ axis: { fromMs, toMs, width }, nowMs }), [fromMs, toMs, width, nowMs]);
}

function TimeAxis({
  axis,
  labelWidth,
  nowMs,
}: {
  readonly axis: Axis;
  readonly labelWidth: number;
  readonly nowMs: number;
}) {
  return (
    <svg className="h-axis" width={labelWidth + axis.width} height={24} aria-hidden="true">
      {ticksOf(axis).map((at) => (
        <g key={at} transform={`translate(${labelWidth + xOf(axis, at)} 0)`}>
          <path d="M0 18v6" />
          <text y={13} textAnchor={axis.width - xOf(axis, at) < 26 ? 'end' : 'middle'}>
            {axis.toMs - axis.fromMs <= 10_000 ? `${shortTime(at)}.${Math.floor(at / 100) % 10}` : shortTime(at)}
          </text>
        </g>
      ))}
      <path className="h-now" d={`M${labelWidth + xOf(axis, nowMs)} 14v10`} />
    </svg>
  );
}

function useEvents(): ReadonlyMap<string, readonly EventRow[]> {
  const eventCount = useCluster((state) => state.events);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mirror changes in place
  return useMemo(eventsByObject, [eventCount]);
}

/** The write beside the one that is shown; the last one when none of the lane is. */
function besideWrite({ key, marks }: Lane, write: WriteRef | null, by: number): MarkRow | undefined {
  const isShown = write !== null && laneKey(write) === key;
  const now = isShown ? marks.findIndex(({ revision }) => write.revision === revision) : -1;
  return marks[now < 0 ? marks.length - 1 : now + by];
}

/** Brings the selected lane into view. */
function useShown(box: RefObject<HTMLDivElement | null>, selected: string, at: number): void {
  useEffect(() => {
    if (at >= 0)
      box.current?.querySelector(`[data-lane="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [box, selected, at]);
}

const labelWidthIn = (width: number) => (width < 600 ? 128 : 232);

function choose({ kind, namespace, name }: Lane): void {
  select({ kind, namespace, name });
}

function open(lane: Lane, revision: number): void {
  choose(lane);
  void showWrite({ ...lane, revision });
}

/** Puts the keyboard on a lane, once it is drawn. */
function focusLane(box: HTMLElement | null, key: string, top: number): void {
  box?.scrollTo({ top: Math.max(0, top) });
  requestAnimationFrame(() => box?.querySelector<HTMLElement>(`[data-lane="${CSS.escape(key)}"] button`)?.focus());
}

/** The lanes in view. */
export function Lanes({ lanes }: { readonly lanes: readonly Lane[] }) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const [top, setTop] = useState(0);
  const span = useHistory((state) => state.span);
  const write = useHistory((state) => state.write);
  const selection = useView((state) => state.selection);
  const events = useEvents();
  const labelWidth = labelWidthIn(width);
  const { axis, nowMs } = useAxis(Math.max(80, width - labelWidth - 4), span);
  const selected = selection === null ? '' : laneKey(selection);
  const first = Math.max(0, Math.floor(top / laneHeight) - spare);
  const shown = lanes.slice(first, first + Math.ceil(height / laneHeight) + 2 * spare);
  const at = lanes.findIndex(({ key }) => key === selected);
  useShown(box, selected, at);
  const press = (event: KeyboardEvent) => {
    const byLane = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const byMark = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const lane = lanes[Math.max(0, at)];
    if (lane === undefined || (byLane === undefined && byMark === undefined)) return;
    event.preventDefault();
    if (byMark !== undefined) {
      const next = besideWrite(lane, write, byMark);
      if (next !== undefined) open(lane, next.revision);
      return;
    }
    const to = lanes[at + byLane!];
    if (to === undefined) return;
    choose(to);
    focusLane(box.current, to.key, (at + byLane!) * laneHeight - height / 2);
  };
  return (
    <>
      <TimeAxis axis={axis} labelWidth={labelWidth} nowMs={nowMs} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from one button inside to another */}
      <div
        className="lanes"
        ref={box}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={press}
        data-testid="lanes"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid are placed, which rows of a table cannot be */}
        <div
          style={{ height: lanes.length * laneHeight, position: 'relative' }}
          role="grid"
          aria-label={history('title')}
          aria-rowcount={lanes.length}
        >
          {shown.map((lane, index) => (
            <LaneRow
              key={lane.key}
              lane={lane}
              axis={axis}
              nowMs={nowMs}
              index={first + index}
              revision={write !== null && laneKey(write) === lane.key ? write.revision : 0}
              selected={lane.key === selected}
              focusable={at < 0 ? index === 0 : lane.key === selected}
              events={events.get(lane.key) ?? []}
              labelWidth={labelWidth}
              onMark={open}
              onSelect={choose}
            />
          ))}
        </div>
      </div>
    </>
  );
}
