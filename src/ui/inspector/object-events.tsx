import type { EventRow } from '../../protocol/view.ts';
import { shortTime } from '../store/format-time.ts';

/** Events about one object, the newest first. */
export function ObjectEvents({ events }: { readonly events: readonly EventRow[] }) {
  return (
    <ol className="object-events">
      {events.map((event) => (
        <li key={event.uid} className={event.type === 'Warning' ? 'warn' : ''}>
          <time>{shortTime(event.atMs)}</time>
          <b>{event.reason}</b>
          {event.count > 1 && <span className="muted">{` ×${event.count}`}</span>}
          <p>{event.message}</p>
        </li>
      ))}
    </ol>
  );
}
