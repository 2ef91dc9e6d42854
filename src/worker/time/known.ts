import type { Frame } from '../../protocol/messages.ts';
import type { Journal } from './journal.ts';

/**
 * A frame of a run, which is kept where it is new; where it is not, its marks and counts have been told.
 * @param knownMs up to when the journal has already what the run says; undefined where the run is ahead of it
 */
export function keepNew(journal: Journal, knownMs: number | undefined, frame: Frame): Frame {
  if (knownMs === undefined) {
    journal.record(frame);
    return frame;
  }
  if (frame.nowMs <= knownMs) {
    if (!frame.reset) return { ...frame, flags: [], density: [] };
    const future = journal.after(frame.nowMs);
    return {
      ...frame,
      events: journal.eventsUpTo(frame.nowMs),
      flags: [...frame.flags, ...future.flags],
      density: [...frame.density, ...future.density],
    };
  }
  const news = {
    ...frame,
    flags: frame.flags.filter(({ atMs }) => atMs > knownMs),
    density: frame.density.filter(([second]) => second * 1000 > knownMs),
  };
  journal.record(news);
  return frame.reset ? frame : news;
}
