import './events.css';
import { memo, useEffect, useRef, useState } from 'react';
import { shell } from '../../language/en/shell.ts';
import { why } from '../../language/en/why.ts';
import type { EventRow } from '../../protocol/view.ts';
import { PodGlyph } from '../../widgets/pod-glyph.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { mirror, onDelta } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { type Selection, select, useView } from '../store/view-store.ts';
import { askWhy, whyData } from '../why/ask.ts';
import { glyphOfReason } from './reason-glyph.ts';

const mostShown = 200;
/** While events pour in, nobody reads beyond the first rows. */
const mostWhileBusy = 40;
const busyFrom = 15;
const filters = ['all', 'warnings', 'selected'] as const;

type Filter = (typeof filters)[number];

/**
 * Renders anew with the events, but at most five times a second: a rollout at 1000× writes thousands. Tells how many
 * rows to draw: fewer as long as new ones push out what is shown, unless the reader has scrolled down.
 */
function useSlowEvents(scroller: { readonly current: HTMLElement | null }): number {
  const [{ limit }, setShown] = useState({ limit: mostShown });
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    let arrived = 0;
    const show = () => {
      const busy = arrived >= busyFrom && (scroller.current?.scrollTop ?? 0) < 60;
      later = busy ? setTimeout(show, 400) : undefined;
      arrived = 0;
      setShown({ limit: busy ? mostWhileBusy : mostShown });
    };
    const stop = onDelta((delta) => {
      arrived += delta.newEvents;
      if (delta.events || delta.reset) later ??= setTimeout(show, 200);
    });
    return () => {
      stop();
      clearTimeout(later);
    };
  }, [scroller]);
  return limit;
}

function isAbout(event: EventRow, selection: Selection | null): boolean {
  if (selection === null) return false;
  if (event.kind === selection.kind && event.name === selection.name && event.namespace === selection.namespace)
    return true;
  // Events of a node have the node as their object, in the namespace default.
  return selection.kind === 'Node' && event.kind === 'Node' && event.name === selection.name;
}

function newest(filter: Filter, selection: Selection | null, limit: number): { rows: EventRow[]; count: number } {
  const wanted = (event: EventRow) =>
    filter === 'all' ? true : filter === 'warnings' ? event.type === 'Warning' : isAbout(event, selection);
  const all = [...mirror.events.values()];
  const rows: EventRow[] = [];
  let count = 0;
  for (let index = all.length - 1; index >= 0; index--) {
    const event = all[index]!;
    if (!wanted(event)) continue;
    count++;
    if (rows.length < limit) rows.push(event);
  }
  return { rows, count };
}

/** The part of a Pod's name that tells it from its siblings. */
export function shortObject(event: EventRow): string {
  if (event.kind !== 'Pod') return event.name;
  const pod = mirror.findPod(event.namespace, event.name);
  if (pod !== undefined) return pod.suffix || pod.name;
  return event.name.slice(event.name.lastIndexOf('-') + 1);
}

const EventLine = memo(function EventLine({ event }: { readonly event: EventRow }) {
  const pod = event.kind === 'Pod' ? mirror.findPod(event.namespace, event.name) : undefined;
  const hue = pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  const glyph = glyphOfReason(event.reason);
  const namespace = event.kind === 'Node' ? '' : event.namespace;
  return (
    <li className="ev-row">
      <button
        type="button"
        {...whyData({ about: 'event', uid: event.uid }, why('aboutEvent', { reason: event.reason, name: event.name }))}
        className={`ev o${hue}${event.type === 'Warning' ? ' warn' : ''}`}
        onClick={() => select({ kind: event.kind, namespace, name: event.name })}
        title={`${event.kind} ${event.name}\n${event.message}`}
      >
        <time>{shortTime(event.atMs)}</time>
        <span className="evg">{glyph !== null && <PodGlyph state={glyph} />}</span>
        <b>{event.reason}</b>
        <span className="obj">{shortObject(event)}</span>
        <span className="said">
          {event.count > 1 && <span className="times">{`×${event.count} `}</span>}
          {event.message}
        </span>
      </button>
      <button
        type="button"
        className="ev-why"
        tabIndex={-1}
        title={why('askHint')}
        onClick={() =>
          askWhy({ about: 'event', uid: event.uid }, why('aboutEvent', { reason: event.reason, name: event.name }))
        }
      >
        {why('ask')}
      </button>
    </li>
  );
});

/** The switch between all events, warnings, and those of the selected object. */
export function EventFilter() {
  const filter = useView((state) => state.eventFilter);
  return (
    <Segmented
      label={shell('showEvents')}
      options={filters.map((id) => ({ id, label: shell(id) }))}
      value={filter}
      onChange={(eventFilter) => useView.setState({ eventFilter })}
    />
  );
}

/** The cluster's Event objects, the newest first. */
export function Events() {
  const list = useRef<HTMLOListElement>(null);
  const limit = useSlowEvents(list);
  const filter = useView((state) => state.eventFilter);
  const selection = useView((state) => state.selection);
  const { rows, count } = newest(filter, selection, limit);
  if (rows.length === 0) {
    const why =
      filter === 'selected' && selection === null
        ? shell('nothingSelected')
        : filter === 'warnings'
          ? shell('noWarnings')
          : shell('noEvents');
    return <p className="hint">{why}</p>;
  }
  return (
    <ol ref={list} className="evs" aria-label={shell('events')} data-testid="events">
      {rows.map((event) => (
        <EventLine key={event.uid} event={event} />
      ))}
      {count > rows.length && <li className="hint">{shell('olderEvents', { count: count - rows.length })}</li>}
    </ol>
  );
}
