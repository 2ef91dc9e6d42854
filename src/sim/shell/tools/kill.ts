import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import { SIGNALS, SIGTERM, signalName, signalNumber } from '../kernel/signals.ts';
import type { Tool } from '../tools.ts';
import { complainOf, flavourOf } from './lib/complain.ts';

/** Sends signals. */
const kill: Tool = {
  names: ['kill', 'killall', 'pkill'],
  builtin: 'speaks',
  *run(proc, args, name) {
    const words = [...args];
    let signal: number | undefined = SIGTERM;
    if (words[0] === '-l' || words[0] === '-L') {
      if (words[1] && /^\d/.test(words[1])) yield* proc.print(`${signalName(Number(words[1]) & 127)}\n`);
      else if (words[1] && flavourOf(proc) === 'dash')
        return yield* refuse(proc, name, `Illegal number: ${words[1]}`, 2);
      else if (words[1]) yield* proc.print(`${signalNumber(words[1]) ?? ''}\n`);
      else
        for (const [one, number] of Object.entries(SIGNALS))
          yield* proc.print(`${String(number).padStart(2)}) ${one}\n`);
      return 0;
    }
    while (
      words[0]?.startsWith('-') &&
      words[0] !== '--' &&
      (words.length > 1 || !/^-\d+$/.test(words[0]) || Number(words[0]) > -65)
    ) {
      const word = words.shift()!;
      if (word === '-s') signal = signalNumber(words.shift() ?? '');
      else if (!/^-[fxq]$/.test(word)) signal = signalNumber(word.slice(1));
    }
    if (words[0] === '--') words.shift();
    if (signal === undefined) return yield* unknownSignal(proc, name, args);
    if (words.length === 0) return yield* usage(proc, name);
    let status = 0;
    for (const word of words) {
      const sent =
        name === 'kill' ? yield* sendTo(proc, word, signal) : yield* sendToNamed(proc, args, name, signal, word);
      if (sent !== 0) status = sent;
    }
    yield* proc.rest();
    return status;
  },
};

function* refuse(proc: Proc, name: string, text: string, status: number): Process<number> {
  yield* complainOf(proc, name, text);
  return status;
}

function* unknownSignal(proc: Proc, name: string, args: readonly string[]): Process<number> {
  const at = args.indexOf('-s');
  const word = at < 0 ? args[0]!.slice(1) : (args[at + 1] ?? '');
  switch (flavourOf(proc)) {
    case 'dash':
      return yield* refuse(
        proc,
        name,
        at < 0 ? `Illegal option -${word[0]}` : `invalid signal number or name: ${word}`,
        2,
      );
    case 'bash':
      return yield* refuse(proc, name, `${word}: invalid signal specification`, 1);
    default:
      return yield* refuse(proc, name, `bad signal name '${word}'`, 1);
  }
}

function* usage(proc: Proc, name: string): Process<number> {
  switch (flavourOf(proc)) {
    case 'dash':
      yield* complainOf(
        proc,
        name,
        'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
      );
      return 2;
    case 'bash':
      yield* proc.complain(
        'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
      );
      return 2;
    default:
      return yield* refuse(proc, name, 'you need to specify whom to kill', 1);
  }
}

function* sendTo(proc: Proc, word: string, signal: number): Process<number> {
  const { kernel } = proc;
  const pid = Number(word);
  const target = kernel.procs.get(pid);
  const flavour = flavourOf(proc);
  if (!Number.isInteger(pid) || word === '') {
    const texts = {
      busybox: `invalid number '${word}'`,
      bash: `${word}: arguments must be process or job IDs`,
      dash: `Illegal number: ${word}`,
    };
    return yield* refuse(proc, 'kill', texts[flavour], flavour === 'dash' ? 2 : 1);
  }
  if (pid < 0) kernel.signalGroup(-pid, signal);
  else if (target) target.signal(signal, proc.pid);
  else {
    const texts = {
      busybox: `can't kill pid ${word}: No such process`,
      bash: `(${word}) - No such process`,
      dash: 'No such process\n',
    };
    return yield* refuse(proc, 'kill', texts[flavour], 1);
  }
  return 0;
}

function* sendToNamed(
  proc: Proc,
  args: readonly string[],
  name: string,
  signal: number,
  word: string,
): Process<number> {
  const targets = [...proc.kernel.procs.values()].filter((one) =>
    args.includes('-f')
      ? one.argv.join(' ').includes(word)
      : name === 'pkill'
        ? one.name.includes(word)
        : one.name === word,
  );
  for (const target of targets.filter((one) => one !== proc)) target.signal(signal, proc.pid);
  if (targets.length > 0) return 0;
  if (name === 'killall') yield* proc.complain(`killall: ${word}: no process killed`);
  return 1;
}

export default kill;
