import data from './time-zones.gen.json' with { type: 'json' };

// The time zones of the IANA data base from the year 2000 on; times before have the clocks of that year.

const MINUTE = 60_000;
const FROM = Date.UTC(2000, 0, 1) / MINUTE;

/** A time during which a zone's clocks are not changed. Minutes since 1970; the end is not part of it. */
interface Period {
  readonly start: number;
  readonly end: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const texts: Readonly<Record<string, string>> = data.zones;
/** Read when first asked for, from the immutable table. */
const periods = new Map<string, readonly Period[]>();

/** Whether there is a time zone with this name; '' is UTC. Names keep their case. */
export function isTimeZone(name: string): boolean {
  return name === '' || Object.hasOwn(texts, name);
}

function periodsOf(name: string): readonly Period[] {
  const known = periods.get(name);
  if (known) return known;
  const text = texts[name || 'UTC'];
  if (text === undefined) throw new Error(`unknown time zone ${name}`);
  const read = text.startsWith('=') ? periodsOf(text.slice(1)) : unpack(text);
  periods.set(name, read);
  return read;
}

/** See cli/tasks/generate-time-zones.mjs for the form. */
function unpack(text: string): readonly Period[] {
  const [offsetTexts, which, times] = text.split('|') as [string, string, string];
  const offsets = offsetTexts.split(' ').map(Number);
  const changes = times === '' ? [] : times.split(' ').map((time) => Number.parseInt(time, 36));
  const list: Period[] = [];
  let start = Number.NEGATIVE_INFINITY;
  let at = FROM;
  for (let i = 0; i <= changes.length; i++) {
    const delta = changes[i];
    if (delta !== undefined) at += delta;
    const end = delta === undefined ? Number.POSITIVE_INFINITY : at;
    list.push({ start, end, offset: offsets[Number(which[i])]! });
    start = end;
  }
  return list;
}

function periodAt(name: string, minute: number): Period {
  const list = periodsOf(name);
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (minute < list[middle]!.end) high = middle;
    else low = middle + 1;
  }
  return list[low]!;
}

/** Milliseconds that the clocks of a zone are ahead of UTC. Throws an Error for a zone that there is not. */
export function zoneOffset(name: string, unixMs: number): number {
  return periodAt(name, unixMs / MINUTE).offset * MINUTE;
}

/**
 * Unix milliseconds at which the clocks of a zone show a time, which is given as if they showed UTC. A time that the
 * clocks skip or show twice is read as Go's time.Date does.
 */
export function zonedTime(name: string, localMs: number): number {
  const first = periodAt(name, localMs / MINUTE);
  const guess = localMs - first.offset * MINUTE;
  if (first.offset === 0) return localMs;
  const inside = guess / MINUTE >= first.start && guess / MINUTE < first.end;
  return inside ? guess : localMs - zoneOffset(name, guess);
}
