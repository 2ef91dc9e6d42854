import type { Bytes } from '../../../base/bytes.ts';
import type { Builtin } from '../builtins.ts';
import { setElements } from '../interpreter/arrays.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { readLine } from '../kernel/read-line.ts';
import { options } from '../tools/lib/options.ts';

/** Reads lines into an array of bash. */
const mapfile: Builtin = {
  names: ['mapfile', 'readarray'],
  special: false,
  *run(shell, args, name) {
    if (shell.flavour !== 'bash') throw new ShellError(`${name}: not found`, 127, false);
    const { flags, values, operands } = options(args, 'tn:s:d:u:');
    const most = Number(values.get('n') ?? 0) || Infinity;
    let skip = Number(values.get('s') ?? 0);
    const lines: Bytes[] = [];
    while (lines.length < most) {
      const line = yield* readLine(shell.proc, Number(values.get('u') ?? 0));
      if (line === '') break;
      if (skip-- > 0) continue;
      lines.push(flags.has('t') ? line.replace(/\n$/, '') : line);
    }
    setElements(shell, operands[0] ?? 'MAPFILE', new Map(lines.map((line, i) => [i, line])));
    return 0;
  },
};

export default mapfile;
