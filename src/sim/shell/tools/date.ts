import type { Tool } from '../tools.ts';
import { strftime } from './lib/clock.ts';
import { isBusybox } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Prints the cluster's time, in UTC as containers have it. */
const date: Tool = {
  names: ['date'],
  *run(proc, args) {
    const { flags, values, operands } = options(args, 'uRI:d:D:s:r:', {
      utc: 'u',
      date: 'd',
      'rfc-email': 'R',
      'iso-8601': 'I',
    });
    const given = values.get('d');
    const now = proc.kernel.unixMs - proc.kernel.nowMs + proc.nowMs;
    const unixMs = given === undefined ? now : parseDate(given, now);
    if (unixMs === undefined) {
      yield* proc.complain(
        isBusybox(proc) ? `date: invalid date '${given}'` : `date: invalid date \u2018${given}\u2019`,
      );
      return 1;
    }
    const template = operands.find((word) => word.startsWith('+'))?.slice(1);
    const iso = values.get('I');
    const usual = flags.has('R')
      ? '%a, %d %b %Y %H:%M:%S +0000'
      : iso !== undefined
        ? iso.startsWith('s')
          ? '%Y-%m-%dT%H:%M:%S+00:00'
          : '%Y-%m-%d'
        : '%a %b %e %H:%M:%S UTC %Y';
    yield* proc.print(`${strftime(template ?? usual, unixMs)}\n`);
    return 0;
  },
};

function parseDate(text: string, nowMs: number): number | undefined {
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

export default date;
