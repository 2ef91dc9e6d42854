import { flat } from './flat.ts';
import { goQuote } from './go-quote.ts';

/** A time in Unix milliseconds as the API writes it, in whole seconds: `2025-01-01T00:00:00Z`. */
export function rfc3339(unixMs: number): string {
  const second = Math.floor(unixMs / 1000);
  if (second !== last.second) {
    last.second = second;
    last.text = new Date(second * 1000).toISOString().replace('.000', '');
  }
  return last.text;
}

/** The second written last: most times that are written in a row are of the same one, and then share its text. */
const last = { second: Number.NaN, text: '' };

/** The same with microseconds, as in Leases and Events: `2025-01-01T00:00:00.000000Z`. */
export function rfc3339Micro(unixMs: number): string {
  // Rounded, as a fraction of a millisecond is not exact this far from 1970.
  const micros = Math.round(unixMs * 1000);
  const fraction = String(((micros % 1000) + 1000) % 1000).padStart(3, '0');
  return flat(`${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 23)}${fraction}Z`);
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const LAYOUT = '2006-01-02T15:04:05Z07:00';

/**
 * Unix milliseconds of a time in RFC 3339, with its fraction of a millisecond.
 * Throws an Error with the text of Go's time.Parse.
 */
export function parseTime(text: string): number {
  const parts = RFC3339.exec(text);
  if (!parts) throw new Error(parseError(text));
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const outOfRange = (what: string): Error => new Error(`parsing time ${goQuote(text)}: ${what} out of range`);
  if (month < 1 || month > 12) throw outOfRange('month');
  if (hour > 23) throw outOfRange('hour');
  if (minute > 59) throw outOfRange('minute');
  if (second > 59) throw outOfRange('second');
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (day < 1 || new Date(ms).getUTCDate() !== day) throw outOfRange('day');
  const fractionMs = parts[7] ? Number(`${parts[7]}e3`) : 0;
  const offsetMs = parts[8] ? (Number(parts[9]) * 60 + Number(parts[10])) * 60_000 : 0;
  return ms + fractionMs - (parts[8] === '-' ? -offsetMs : offsetMs);
}

/** The elements of the layout, and what a text must have in the place of each. */
const ELEMENTS: readonly (readonly [string, RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(\.\d+)?/],
  ['Z07:00', /^(Z|[+-]\d\d:\d\d)/],
];

function parseError(text: string): string {
  let rest = text;
  const parsing = `parsing time ${goQuote(text)}`;
  for (const [element, pattern] of ELEMENTS) {
    const found = pattern.exec(rest);
    if (!found) return `${parsing} as ${goQuote(LAYOUT)}: cannot parse ${goQuote(rest)} as ${goQuote(element)}`;
    rest = rest.slice(found[0].length);
  }
  return `${parsing}: extra text: ${goQuote(rest)}`;
}
