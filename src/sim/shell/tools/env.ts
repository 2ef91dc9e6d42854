import { findProgram } from '../programs.ts';
import type { Tool } from '../tools.ts';

/** Prints the environment, or runs a program with another. */
const env: Tool = {
  names: ['env', 'printenv'],
  *run(proc, args, name) {
    if (name === 'printenv' && args.length > 0) {
      let status = 0;
      for (const variable of args) {
        const value = proc.env.get(variable);
        if (value === undefined) status = 1;
        else yield* proc.print(`${value}\n`);
      }
      return status;
    }
    const words = [...args];
    const own = new Map(proc.env);
    proc.env = own;
    while (words[0]?.startsWith('-')) {
      const flag = words.shift()!;
      if (flag === '-i' || flag === '-' || flag === '--ignore-environment') own.clear();
      else if (flag === '-u') own.delete(words.shift() ?? '');
    }
    for (let equals = words[0]?.indexOf('=') ?? -1; equals > 0; equals = words[0]?.indexOf('=') ?? -1) {
      const word = words.shift()!;
      own.set(word.slice(0, equals), word.slice(equals + 1));
    }
    if (words.length === 0) {
      for (const [key, value] of own) yield* proc.print(`${key}=${value}\n`);
      return 0;
    }
    const found = findProgram(proc, words[0]!, own.get('PATH') ?? '/bin:/usr/bin');
    if (!('program' in found)) {
      const busybox = proc.kernel.options.flavour === 'busybox';
      yield* proc.complain(
        busybox
          ? `env: can't execute '${words[0]}': No such file or directory`
          : `env: '${words[0]}': No such file or directory`,
      );
      return 127;
    }
    proc.argv = found.argv ? [...found.argv, ...words.slice(1)] : words;
    return yield* found.program(proc);
  },
};

export default env;
