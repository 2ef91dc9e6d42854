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
