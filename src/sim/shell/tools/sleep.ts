import type { Tool } from '../tools.ts';
import { tryHelp } from './lib/complain.ts';
import { isBusybox } from './lib/input.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** As long as a run can last. */
const FOREVER_MS = 2 ** 40;

/** Waits. */
const sleep: Tool = {
  names: ['sleep'],
  *run(proc, args) {
    const [first] = args;
    if (args.length === 1 && first !== undefined && isWhole(first)) {
      const ms = Number(first) * 1000;
      if (ms > 0) yield Math.min(ms, FOREVER_MS);
      return 0;
    }
    let totalMs = 0;
    for (const word of args.filter((arg) => arg !== '--')) {
      const ms = durationMs(word);
      if (ms === undefined) {
        yield* proc.complain(
          isBusybox(proc)
            ? `sleep: invalid number '${word}'`
            : `sleep: invalid time interval '${word}'\nTry 'sleep --help' for more information.`,
        );
        return 1;
      }
      totalMs += ms;
    }
    if (args.length === 0) {
      if (isBusybox(proc)) yield* proc.complain('Usage: sleep [N]...');
      else yield* tryHelp(proc, 'sleep', 'missing operand');
      return 1;
    }
    if (totalMs > 0) yield Math.min(totalMs, FOREVER_MS);
    return 0;
  },
};

/** Whether a text is a number of seconds: scripts that wait do so again and again. */
function isWhole(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 48 || text.charCodeAt(i) > 57) return false;
  return text !== '';
}

/** A duration such as 1.5, 2m or infinity in milliseconds; undefined for a text that is none. */
export function durationMs(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return FOREVER_MS;
  const parts = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return parts ? Number(parts[1]) * 1000 * UNITS[parts[2]!]! : undefined;
}

export default sleep;
