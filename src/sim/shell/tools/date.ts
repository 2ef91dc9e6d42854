import type { Tool } from '../tools.ts';
import { parseDate, strftime } from './lib/clock.ts';
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
    const file = values.get('r');
    const now = proc.kernel.unixMs - proc.kernel.nowMs + proc.nowMs;
    const unixMs =
      file !== undefined
        ? proc.kernel.fs.resolve(file, proc.cwd).node.mtimeMs
        : given === undefined
          ? now
          : parseDate(given, now);
    if (unixMs === undefined) {
      yield* proc.complain(isBusybox(proc) ? `date: invalid date '${given}'` : `date: invalid date '${given}'`);
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

export default date;
