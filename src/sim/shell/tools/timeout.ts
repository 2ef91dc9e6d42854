import { type Process, wait } from '../../../api/process.ts';
import { Future } from '../../engine/future.ts';
import type { Proc } from '../kernel/proc.ts';
import { SIGTERM, signalNumber } from '../kernel/signals.ts';
import type { Tool } from '../tools.ts';
import { options } from './lib/options.ts';
import { runCommand, startCommand } from './lib/run-command.ts';
import { durationMs } from './sleep.ts';

/** Runs a command for a limited time, with other priority, or again and again: timeout, nohup, nice, watch, time. */
const timeout: Tool = {
  names: ['timeout', 'nohup', 'nice', 'watch', 'time', 'setsid', 'stdbuf'],
  *run(proc, args, name) {
    if (name === 'watch') return yield* watch(proc, args);
    if (name !== 'timeout') {
      const { operands } = options(args, '+n:o:e:i:');
      const beganMs = proc.nowMs;
      const status = yield* runCommand(proc, operands);
      if (name === 'time')
        yield* proc.complain(`real\t0m ${((proc.nowMs - beganMs) / 1000).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s`);
      return status;
    }
    const { values, operands } = options(args, '+s:k:t:', { signal: 's', 'kill-after': 'k' });
    const [limit, ...command] = values.has('t') ? [values.get('t')!, ...operands] : operands;
    const ms = durationMs(limit ?? '');
    if (ms === undefined || command.length === 0) {
      yield* proc.complain(`timeout: invalid time interval '${limit ?? ''}'`);
      return 125;
    }
    const child = yield* startCommand(proc, command);
    if (typeof child === 'number') return child;
    if (!(yield* endsWithin(proc, child, ms))) {
      child.signal(signalNumber(values.get('s') ?? '') ?? SIGTERM);
      const killMs = durationMs(values.get('k') ?? '');
      if (killMs !== undefined && !(yield* endsWithin(proc, child, killMs))) child.signal(9);
      if (child.alive) yield* wait(child.exited);
      return child.killedBy === 9 ? 137 : proc.kernel.options.flavour === 'busybox' ? 143 : 124;
    }
    return child.exitCode;
  },
};

function* endsWithin(proc: Proc, child: Proc, ms: number): Process<boolean> {
  if (!child.alive) return true;
  const either = new Future<void>();
  const { engine, scope } = proc.kernel.options;
  const timer = engine.after(ms, () => either.resolve(), undefined, scope);
  child.exited.onSettle(() => either.resolve());
  yield* wait(either);
  engine.cancel(timer);
  return !child.alive;
}

function* watch(proc: Proc, args: readonly string[]): Process<number> {
  const { values, operands } = options(args, '+n:dt');
  const seconds = Number(values.get('n') ?? 2);
  for (;;) {
    yield* proc.print(`\x1b[H\x1b[JEvery ${seconds.toFixed(1)}s: ${operands.join(' ')}\n\n`);
    yield* runCommand(proc, ['sh', '-c', operands.join(' ')]);
    yield seconds * 1000;
  }
}

export default timeout;
