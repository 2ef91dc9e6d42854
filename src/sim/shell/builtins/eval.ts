import type { Builtin } from '../builtins.ts';
import { runText } from '../interpreter/run-text.ts';

/** Runs its arguments as a script in this shell. */
const evalBuiltin: Builtin = {
  names: ['eval'],
  special: true,
  *run(shell, args) {
    const text = args.join(' ');
    if (text.trim() === '') return 0;
    return yield* runText(shell, text);
  },
};

export default evalBuiltin;
