import { SIGNALS, SIGTERM, signalName, signalNumber } from '../kernel/signals.ts';
import type { Tool } from '../tools.ts';

/** Sends signals. */
const kill: Tool = {
  names: ['kill', 'killall', 'pkill'],
  builtin: true,
  *run(proc, args, name) {
    const { kernel } = proc;
    const words = [...args];
    let signal: number | undefined = SIGTERM;
    if (words[0] === '-l' || words[0] === '-L') {
      if (words[1] && /^\d/.test(words[1])) yield* proc.print(`${signalName(Number(words[1]) & 127)}\n`);
      else if (words[1]) yield* proc.print(`${signalNumber(words[1]) ?? ''}\n`);
      else
        for (const [one, number] of Object.entries(SIGNALS))
          yield* proc.print(`${String(number).padStart(2)}) ${one}\n`);
      return 0;
    }
    while (words[0]?.startsWith('-') && words[0] !== '--' && words.length > 1) {
      const word = words.shift()!;
      if (word === '-s') signal = signalNumber(words.shift() ?? '');
      else if (!/^-[fxq]$/.test(word)) signal = signalNumber(word.slice(1));
    }
    if (words[0] === '--') words.shift();
    if (signal === undefined) {
      yield* proc.complain(`${name}: bad signal name`);
      return 1;
    }
    let status = 0;
    for (const word of words) {
      if (name !== 'kill') {
        const targets = [...kernel.procs.values()].filter((one) =>
          args.includes('-f')
            ? one.argv.join(' ').includes(word)
            : name === 'pkill'
              ? one.name.includes(word)
              : one.name === word,
        );
        for (const target of targets.filter((one) => one !== proc)) target.signal(signal, proc.pid);
        if (targets.length > 0) continue;
        if (name === 'killall') yield* proc.complain(`killall: ${word}: no process killed`);
        status = 1;
        continue;
      }
      const pid = Number(word);
      const target = kernel.procs.get(pid);
      if (Number.isInteger(pid) && pid < 0) kernel.signalGroup(-pid, signal);
      else if (target) target.signal(signal, proc.pid);
      else {
        const { flavour } = kernel.options;
        const text = Number.isInteger(pid) ? 'No such process' : '';
        const shown = {
          busybox: `sh: can't kill pid ${word}: ${text}`,
          bash: `sh: kill: (${word}) - ${text}`,
          dash: `sh: 1: kill: ${text}\n`,
        };
        yield* proc.complain(
          text
            ? shown[flavour]
            : flavour === 'busybox'
              ? `sh: invalid number '${word}'`
              : `sh: 1: kill: Illegal number: ${word}`,
        );
        status = 1;
      }
    }
    yield* proc.rest();
    return status;
  },
};

export default kill;
