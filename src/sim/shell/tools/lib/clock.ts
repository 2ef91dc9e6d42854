/** Day and month names of the C locale. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Formats a time in UTC as strftime does. */
export function strftime(template: string, unixMs: number): string {
  const t = new Date(unixMs);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hour12 = t.getUTCHours() % 12 || 12;
  const yearStart = Date.UTC(t.getUTCFullYear(), 0, 1);
  const dayOfYear = Math.floor((unixMs - yearStart) / 86_400_000) + 1;
  const one = (directive: string): string => {
    switch (directive) {
      case 'Y':
        return String(t.getUTCFullYear());
      case 'y':
        return two(t.getUTCFullYear() % 100);
      case 'm':
        return two(t.getUTCMonth() + 1);
      case 'd':
        return two(t.getUTCDate());
      case 'e':
        return String(t.getUTCDate()).padStart(2);
      case 'H':
        return two(t.getUTCHours());
      case 'I':
        return two(hour12);
      case 'l':
        return String(hour12).padStart(2);
      case 'M':
        return two(t.getUTCMinutes());
      case 'S':
        return two(t.getUTCSeconds());
      case 'N':
        return String(Math.floor((unixMs % 1000) * 1_000_000)).padStart(9, '0');
      case 's':
        return String(Math.floor(unixMs / 1000));
      case 'j':
        return String(dayOfYear).padStart(3, '0');
      case 'a':
        return DAYS[t.getUTCDay()]!.slice(0, 3);
      case 'A':
        return DAYS[t.getUTCDay()]!;
      case 'b':
      case 'h':
        return MONTHS[t.getUTCMonth()]!.slice(0, 3);
      case 'B':
        return MONTHS[t.getUTCMonth()]!;
      case 'p':
        return t.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'u':
        return String(t.getUTCDay() || 7);
      case 'w':
        return String(t.getUTCDay());
      case 'Z':
        return 'UTC';
      case 'z':
        return '+0000';
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      default:
        return COMPOUND[directive] ? strftime(COMPOUND[directive], unixMs) : `%${directive}`;
    }
  };
  return template.replace(/%-?([a-zA-Z%])/g, (whole, directive: string) =>
    whole[1] === '-' ? one(directive).replace(/^[0 ]+(?=.)/, '') : one(directive),
  );
}

const COMPOUND: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
};

/** The time that a text such as @0, 2024-01-31 12:00 or 5 minutes ago means; undefined for one that is none. */
export function parseDate(text: string, nowMs: number): number | undefined {
  if (text === 'now') return nowMs;
  if (/^@\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const relative = /^([-+]?\d+) (second|minute|hour|day)s?( ago)?$/.exec(text);
  if (relative) {
    const unit = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }[relative[2] as 'day'];
    return nowMs + Number(relative[1]) * unit * (relative[3] ? -1 : 1);
  }
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?Z?)?$/.exec(text);
  if (!parts) return undefined;
  const [, y, mo, d, h = 0, mi = 0, s = 0] = parts.map(Number);
  return Date.UTC(y!, mo! - 1, d!, h || 0, mi || 0, s || 0);
}
