import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { computing, startWorker } from './lib/worker.ts';
import { durationMs } from './sleep.ts';

/** The program of the image vish/stress, which is named `stress` there: so many threads that compute, and memory. */
const goStress: Tool = {
  names: ['go-stress'],
  *run(proc, args) {
    const value = (flag: string, usual: string): string => {
      const at = args.findIndex((arg) => arg.replace(/^--?/, '').split('=')[0] === flag);
      return at < 0 ? usual : (args[at]!.split('=')[1] ?? args[at + 1] ?? usual);
    };
    const total = value('mem-total', '0');
    const size = value('mem-alloc-size', '4Ki');
    const sleep = value('mem-alloc-sleep', '1ms');
    yield* log(
      proc,
      26,
      `Allocating "${total}" memory, in "${size}" chunks, with a ${sleep} sleep between allocations`,
    );
    const threads = Number(value('cpus', '0'));
    for (let i = 0; i < threads; i++) {
      yield* log(proc, 39, 'Spawning a thread to consume CPU');
      startWorker(proc, computing);
    }
    const [all, chunk] = [bytesOf(total), Math.max(1, bytesOf(size))];
    const stepMs = Math.max(1, durationMs(sleep.replace(/ms$/, '')) ?? 1) / (sleep.endsWith('ms') ? 1000 : 1);
    // Chunks of the size of a page come too fast to count each: a step a second is enough.
    const steps = Math.min(Math.ceil(all / chunk), Math.ceil(((all / chunk) * stepMs) / 1000));
    for (let step = 1; step <= steps; step++) {
      yield ((all / chunk) * stepMs) / steps;
      proc.kernel.setMemory(proc, Math.ceil((all * step) / steps));
      yield* proc.rest();
    }
    if (all > 0) yield* log(proc, 29, `Allocated "${total}" memory`);
    for (;;) yield 2 ** 40;
  },
};

function* log(proc: Proc, line: number, text: string): Process {
  const at = new Date(proc.kernel.unixMs).toISOString();
  const head = `I${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000`;
  yield* proc.complain(`${head} ${String(proc.pid).padStart(7)} main.go:${line}] ${text}`);
}

export default goStress;
