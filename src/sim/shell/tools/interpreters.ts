import { notModelled } from '../programs.ts';
import type { Tool } from '../tools.ts';

const SERVER = '@server:python-http';

/** python3 -m http.server serves; perl's pi of the documentation's Job is computed; all else they do not know. */
const interpreters: Tool = {
  names: ['python3', 'python', 'perl', 'node', 'ruby', 'php', 'java'],
  *run(proc, args, name) {
    const line = args.join(' ');
    if (name.startsWith('python') && /^(-u )?-m http\.server/.test(line)) {
      return yield* (proc.kernel.options.programs(SERVER) ?? notModelled)(proc);
    }
    if (args[0] === '--version' || args[0] === '-V') {
      yield* proc.print(name.startsWith('python') ? 'Python 3.12.8\n' : `${name} (simulated)\n`);
      return 0;
    }
    const pi = /bpi\((\d+)\)/.exec(line);
    if (name === 'perl' && pi) {
      const digits = Number(pi[1]);
      yield digits * 2.5;
      yield* proc.print(`${piDigits(digits)}\n`);
      return 0;
    }
    if (name === 'node' || name.startsWith('python')) {
      const printed = /^-[ec] (?:print|console\.log)\((['"])(.*)\1\);?$/.exec(line);
      if (printed) {
        yield* proc.print(`${printed[2]}\n`);
        return 0;
      }
    }
    yield* proc.complain(
      `${name}: programs of this language are not part of the simulation, but for its version, a printed text, python3 -m http.server and perl's bpi`,
    );
    return 1;
  },
};

/** Pi with so many significant digits, by Machin's formula. */
function piDigits(digits: number): string {
  const scale = 10n ** BigInt(digits + 10);
  const arctan = (x: bigint): bigint => {
    let term = scale / x;
    let sum = term;
    for (let n = 3n, sign = -1n; term > 0n; n += 2n, sign = -sign) {
      term /= x * x;
      sum += (sign * term) / n;
    }
    return sum;
  };
  const text = String((4n * (4n * arctan(5n) - arctan(239n))) / 10n ** 9n);
  const rounded = String((BigInt(text.slice(0, digits + 1)) + 5n) / 10n);
  return `${rounded[0]}.${rounded.slice(1)}`;
}

export default interpreters;
