import { history } from '../../language/en/history.ts';
import type { EventRow } from '../../protocol/view.ts';
import { shortTime } from '../store/format-time.ts';
import type { Lane } from './history-store.ts';
import { marksAt, stretchesOf } from './lanes-model.ts';

export const laneHeight = 26;

/** Where times lie on a lane. */
export interface Axis {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
}

export const xOf = ({ fromMs, toMs, width }: Axis, atMs: number): number =>
  ((Math.max(fromMs, atMs) - fromMs) / Math.max(1, toMs - fromMs)) * (width - 12) + 4;

const shapes = {
  ADDED: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0',
  MODIFIED: 'M-1 -6h2v12h-2z',
  DELETED: 'M-4 -4L4 4M4 -4L-4 4',
} as const;

interface LaneRowProps {
  readonly lane: Lane;
  readonly axis: Axis;
  /** Place among all lanes, from 0. */
  readonly index: number;
  readonly nowMs: number;
  /** Revision of the write that is shown, 0 for none. */
  readonly revision: number;
  readonly selected: boolean;
  readonly focusable: boolean;
  readonly events: readonly EventRow[];
  readonly labelWidth: number;
  readonly onMark: (lane: Lane, revision: number) => void;
  readonly onSelect: (lane: Lane) => void;
}

/** What a screen reader says of a lane. */
function sentenceOf({ kind, name, marks }: Lane): string {
  const last = marks.at(-1);
  if (last === undefined) return `${kind} ${name}`;
  const said = { kind, name, writes: marks.length, time: shortTime(last.atMs) };
  if (last.type === 'DELETED') return history('laneDeleted', said);
  return last.note === '' ? history('lane', said) : history('laneNote', { ...said, note: last.note });
}

function markText({ atMs, type, user }: Lane['marks'][number], count: number): string {
  const said = { time: shortTime(atMs), type, user: user || history('someone') };
  return count > 1 ? history('markSaysMore', { ...said, count: count - 1 }) : history('markSays', said);
}

/** What the drawing says: how the object is, the write that is shown or the last one, and the last Event. */
function drawingText({ marks }: Lane, revision: number, events: readonly EventRow[]): string {
  const mark = marks.find((each) => each.revision === revision) ?? marks.at(-1);
  if (mark === undefined) return '';
  const event = events.reduce<EventRow | undefined>((a, b) => (a !== undefined && a.atMs > b.atMs ? a : b), undefined);
  return [
    history(`state.${mark.state}`),
    markText(mark, 1),
    ...(event === undefined ? [] : [`${event.reason}: ${event.message}`]),
  ].join(', ');
}

function Drawing({
  lane,
  axis,
  nowMs,
  revision,
  events,
  onMark,
}: Omit<LaneRowProps, 'index' | 'selected' | 'focusable' | 'labelWidth' | 'onSelect'>) {
  const y = laneHeight / 2;
  const shown = lane.marks.filter(({ atMs }) => atMs >= axis.fromMs || axis.fromMs <= 0);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the button beside it says what it shows
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys on the button beside it do the same
    <svg
      width={axis.width}
      height={laneHeight}
      onClick={(event) => {
        const key = (event.target as Element).getAttribute('data-revision');
        if (key !== null) onMark(lane, Number(key));
      }}
    >
      {stretchesOf(lane.marks, nowMs)
        .filter(({ toMs }) => toMs >= axis.fromMs)
        .map(({ fromMs, toMs, state }) => {
          const x = xOf(axis, fromMs);
          return (
            <rect
              key={fromMs}
              className={`stretch is-${state}`}
              x={x}
              y={y - 4}
              width={Math.max(1, xOf(axis, toMs) - x)}
              height={8}
            />
          );
        })}
      {events
        .filter(({ atMs }) => atMs >= axis.fromMs)
        .map((event) => (
          <path
            key={event.uid}
            className={event.type === 'Warning' ? 'h-event warn' : 'h-event'}
            transform={`translate(${xOf(axis, event.atMs)} ${y - 8})`}
            d="M0 -3.5L3.5 0L0 3.5L-3.5 0z"
          >
            <title>{`${event.reason}: ${event.message}`}</title>
          </path>
        ))}
      {marksAt(shown, (atMs) => xOf(axis, atMs)).map(({ x, mark, count }) => (
        <g key={mark.revision} transform={`translate(${x} ${y})`}>
          <path className={`h-mark is-${mark.type}${mark.revision === revision ? ' on' : ''}`} d={shapes[mark.type]} />
          <rect className="h-hit" x={-4} y={-11} width={8} height={22} data-revision={mark.revision}>
            <title>{markText(mark, count)}</title>
          </rect>
        </g>
      ))}
    </svg>
  );
}

/** A lane: an object in the course of time. */
export function LaneRow(props: LaneRowProps) {
  const { lane, index, selected, focusable, labelWidth, onSelect, ...drawing } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid are placed, which rows of a table cannot be
    <div
      className={selected ? 'lane on' : 'lane'}
      style={{ top: index * laneHeight, height: laneHeight }}
      data-lane={lane.key}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className="lane-cell" role="rowheader" tabIndex={-1}>
        <button
          type="button"
          className="lane-name"
          style={{ width: labelWidth }}
          aria-label={sentenceOf(lane)}
          tabIndex={focusable ? 0 : -1}
          onClick={() => onSelect(lane)}
        >
          <span>{lane.kind}</span>
          <b>{lane.name}</b>
        </button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        className="lane-cell"
        role="gridcell"
        tabIndex={-1}
        aria-label={drawingText(lane, drawing.revision, drawing.events)}
      >
        <Drawing lane={lane} {...drawing} />
      </div>
    </div>
  );
}
