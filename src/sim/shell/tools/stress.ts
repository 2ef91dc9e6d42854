import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { options } from './lib/options.ts';
import { computing, startWorker } from './lib/worker.ts';
import { durationMs } from './sleep.ts';

/** How long the main process waits between two looks at its workers. */
const SLICE_MS = 1000;

/** Uses processor time and memory, as the image polinux/stress does. */
const stress: Tool = {
  names: ['stress', 'stress-ng'],
  *run(proc, args, name) {
    const { values } = options(args, 'c:m:i:d:t:vB:H:', {
      cpu: 'c',
      vm: 'm',
      'vm-bytes': 'B',
      'vm-hang': 'H',
      timeout: 't',
      io: 'i',
      hdd: 'd',
      verbose: 'v',
    });
    const bytes = bytesOf(/--vm-bytes[= ]?(\S+)/.exec(args.join(' '))?.[1] ?? '256M');
    const hang = values.get('H');
    // A worker that hangs for 0 seconds does so for ever.
    const hangMs = hang === undefined ? 0 : Number(hang) * 1000 || Infinity;
    const cpu = Number(values.get('c') ?? 0);
    const vm = Number(values.get('m') ?? 0);
    const limitMs = durationMs(values.get('t') ?? 'infinity') ?? Infinity;
    const beganMs = proc.nowMs;
    yield* proc.print(
      `${name}: info: [${proc.pid}] dispatching hogs: ${cpu} cpu, ${Number(values.get('i') ?? 0)} io, ${vm} vm, ${Number(values.get('d') ?? 0)} hdd\n`,
    );
    const workers = [
      ...Array.from({ length: cpu }, () => startWorker(proc, computing)),
      ...Array.from({ length: vm }, () => startWorker(proc, (child) => holding(child, bytes, hangMs))),
    ];
    while (proc.nowMs - beganMs < limitMs) {
      const killed = workers.find(({ killedBy }) => killedBy > 0);
      if (killed) {
        for (const worker of workers) worker.signal(9);
        yield* proc.complain(
          `${name}: FAIL: [${proc.pid}] (415) <-- worker ${killed.pid} got signal ${killed.killedBy}\n${name}: WARN: [${proc.pid}] (417) now reaping child worker processes\n${name}: FAIL: [${proc.pid}] (451) failed run completed in ${Math.floor((proc.nowMs - beganMs) / 1000)}s`,
        );
        return 1;
      }
      yield Math.min(SLICE_MS, limitMs - (proc.nowMs - beganMs));
    }
    for (const worker of workers) worker.signal(9);
    yield* proc.print(`${name}: info: [${proc.pid}] successful run completed in ${Math.floor(limitMs / 1000)}s\n`);
    return 0;
  },
};

/** Bytes that a worker touches in a millisecond. */
const TOUCHED_A_MS = 2_500_000;

/** Allocates memory and touches it, holds it for a while, and begins anew. */
function* holding(proc: Proc, bytes: number, hangMs: number): Process<number> {
  yield 100;
  proc.kernel.setMemory(proc, bytes);
  yield* proc.rest();
  if (hangMs === 0) return yield* computing(proc);
  const touchMs = bytes / TOUCHED_A_MS;
  for (;;) {
    proc.cpuMs += touchMs;
    yield touchMs + Math.min(hangMs, 2 ** 40);
  }
}

export default stress;
