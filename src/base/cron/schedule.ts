import { parseDuration } from '../duration.ts';
import { goQuote } from '../go-quote.ts';

/**
 * When a CronJob runs: `0 9 * * 1-5`, `@daily`, `@every 90m`, with a time zone before it in old ones. The grammar and its
 * errors are those of ParseStandard of robfig/cron v3, which upstream uses.
 */
export type Schedule = FieldSchedule | IntervalSchedule;

/** Runs at the minutes whose fields are all in these sets. */
export interface FieldSchedule {
  readonly kind: 'fields';
  readonly minutes: Field;
  readonly hours: Field;
  readonly daysOfMonth: Field;
  readonly months: Field;
  readonly daysOfWeek: Field;
  /** The zone that the schedule itself names. */
  readonly timeZone: string | undefined;
}

/** Runs again and again after the same time. */
export interface IntervalSchedule {
  readonly kind: 'every';
  /** At least a second, and whole ones. */
  readonly delayMs: number;
}

export interface Field {
  readonly values: ReadonlySet<number>;
  /** Whether the field is open: `*` or `?` without steps. */
  readonly any: boolean;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Names that stand for numbers, counted from `min`. */
  readonly names?: readonly string[];
}

const MINUTES: Bounds = { min: 0, max: 59 };
const HOURS: Bounds = { min: 0, max: 23 };
const DAYS_OF_MONTH: Bounds = { min: 1, max: 31 };
const MONTHS: Bounds = {
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const DAYS_OF_WEEK: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };
const FIELDS = [MINUTES, HOURS, DAYS_OF_MONTH, MONTHS, DAYS_OF_WEEK];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const EVERY = '@every ';

/** Reads a schedule; `isZone` knows the names of time zones. Throws an Error with upstream's text. */
export function parseSchedule(text: string, isZone: (name: string) => boolean): Schedule {
  if (text === '') throw new Error('empty spec string');
  if (!/^(?:CRON_)?TZ=/.test(text)) return parseRest(text, undefined);
  const space = text.indexOf(' ');
  // Go cuts the text there without looking.
  if (space < 0) throw new Error('runtime error: slice bounds out of range [:-1]');
  const zone = text.slice(text.indexOf('=') + 1, space);
  if (!isZone(zone)) throw new Error(`provided bad location ${zone}: unknown time zone ${zone}`);
  return parseRest(text.slice(space).trim(), zone);
}

function parseRest(text: string, timeZone: string | undefined): Schedule {
  if (text.startsWith('@')) return parseDescriptor(text, timeZone);
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) {
    throw new Error(`expected exactly ${FIELDS.length} fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = FIELDS.map((bounds, i) =>
    parseField(fields[i]!, bounds),
  ) as [Field, Field, Field, Field, Field];
  return { kind: 'fields', minutes, hours, daysOfMonth, months, daysOfWeek, timeZone };
}

function parseDescriptor(text: string, timeZone: string | undefined): Schedule {
  const fields = DESCRIPTORS[text];
  if (fields !== undefined) return parseRest(fields, timeZone);
  if (!text.startsWith(EVERY)) throw new Error(`unrecognized descriptor: ${text}`);
  try {
    const delayMs = parseDuration(text.slice(EVERY.length));
    return { kind: 'every', delayMs: Math.max(1, Math.trunc(delayMs / 1000)) * 1000 };
  } catch (error) {
    throw new Error(`failed to parse duration ${text}: ${(error as Error).message}`);
  }
}

function parseField(text: string, bounds: Bounds): Field {
  const values = new Set<number>();
  let any = false;
  for (const part of text.split(',').filter((each) => each !== '')) any = addRange(part, bounds, values) || any;
  return { values, any };
}

/** Adds the numbers of one range such as `1-5`, `*`, `10/2`. Says whether it leaves the field open. */
function addRange(text: string, bounds: Bounds, values: Set<number>): boolean {
  const parts = text.split('/');
  const limits = parts[0]!.split('-');
  const star = limits[0] === '*' || limits[0] === '?';
  const start = star ? bounds.min : numberOf(limits[0]!, bounds);
  let end = star ? bounds.max : start;
  if (!star && limits.length > 2) throw new Error(`too many hyphens: ${text}`);
  if (!star && limits.length === 2) end = numberOf(limits[1]!, bounds);
  if (parts.length > 2) throw new Error(`too many slashes: ${text}`);
  const step = parts.length === 2 ? wholeNumber(parts[1]!) : 1;
  if (parts.length === 2 && limits.length === 1) end = bounds.max;
  if (start < bounds.min) throw new Error(`beginning of range (${start}) below minimum (${bounds.min}): ${text}`);
  if (end > bounds.max) throw new Error(`end of range (${end}) above maximum (${bounds.max}): ${text}`);
  if (start > end) throw new Error(`beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) throw new Error(`step of range should be a positive number: ${text}`);
  for (let value = start; value <= end; value += step) values.add(value);
  return star && step === 1;
}

function numberOf(text: string, { min, names }: Bounds): number {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? wholeNumber(text) : index + min;
}

/** What Go's Atoi reads, if it is not negative. */
function wholeNumber(text: string): number {
  const fail = (why: string): Error =>
    new Error(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${why}`);
  if (!/^[+-]?\d+$/.test(text)) throw fail('invalid syntax');
  const value = Number(text);
  if (Math.abs(value) >= 2 ** 63) throw fail('value out of range');
  if (value < 0) throw new Error(`negative number (${value}) not allowed: ${text}`);
  return value;
}
