import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { options } from './lib/options.ts';
import { durationMs } from './sleep.ts';

/** How long a worker computes between two looks at the clock. */
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
    const cpu = Number(values.get('c') ?? 0);
    const vm = Number(values.get('m') ?? 0);
    const limitMs = durationMs(values.get('t') ?? 'infinity') ?? Infinity;
    const beganMs = proc.nowMs;
    yield* proc.print(
      `${name}: info: [${proc.pid}] dispatching hogs: ${cpu} cpu, ${Number(values.get('i') ?? 0)} io, ${vm} vm, ${Number(values.get('d') ?? 0)} hdd\n`,
    );
    const workers = [
      ...Array.from({ length: cpu }, () => start(proc, computing)),
      ...Array.from({ length: vm }, () => start(proc, (child) => holding(child, bytes))),
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

function start(proc: Proc, work: (child: Proc) => Process<number>): Proc {
  const { argv, env, cwd, credentials, files, group } = proc;
  return proc.kernel.spawn({ argv, env, cwd, credentials, files, parent: proc, group }, work);
}

function* computing(proc: Proc): Process<number> {
  for (;;) {
    yield SLICE_MS;
    proc.cpuMs += SLICE_MS;
  }
}

function* holding(proc: Proc, bytes: number): Process<number> {
  // Touching the pages takes a moment; then they are held and touched again and again.
  yield 100;
  proc.kernel.setMemory(proc, bytes);
  yield* proc.rest();
  return yield* computing(proc);
}

export default stress;
