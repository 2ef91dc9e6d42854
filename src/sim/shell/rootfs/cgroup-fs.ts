import type { Bytes } from '../../../base/bytes.ts';
import type { DirNode } from '../fs/node.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { filesOf } from './generated-files.ts';

/** What a container's control group is allowed; what is absent is not limited. */
export interface ControlGroup {
  /** Microseconds of processor time in each tenth of a second. */
  readonly cpuQuota?: number;
  /** 1 to 10000. */
  readonly cpuWeight: number;
  readonly memoryMax?: number;
  /** What is added to the score by which the kernel chooses whom to kill, -1000 to 1000. */
  readonly oomScoreAdjust: number;
}

/** The kernel gives quotas for periods of this many microseconds. */
const PERIOD = 100_000;

/** cpu.weight of cgroup v2 for cpu.shares of v1. Models runc's ConvertCPUSharesToCgroupV2Value. */
export function cpuWeightOf(shares: number): number {
  return 1 + Math.floor(((Math.max(2, Math.min(262_144, shares)) - 2) * 9999) / 262_142);
}

/** /sys/fs/cgroup of a container: its own control group of cgroup v2, which it may only read. */
export function cgroupFs(kernel: () => Kernel): DirNode {
  const group = (): ControlGroup | undefined => kernel().options.facts().controlGroup;
  const max = (value: number | undefined): Bytes => (value === undefined ? 'max' : String(value));
  const micros = (): number => Math.round(kernel().cpuMs * 1000);
  const pids = (): readonly number[] =>
    [...kernel().procs.values()].filter((proc) => proc.kernel === kernel()).map(({ pid }) => pid);
  const lines = (text: () => string | number) => (): Bytes => `${text()}\n`;
  return filesOf({
    'cgroup.controllers': lines(() => 'cpuset cpu io memory hugetlb pids rdma misc'),
    'cgroup.events': lines(() => 'populated 1\nfrozen 0'),
    'cgroup.procs': () =>
      pids()
        .map((pid) => `${pid}\n`)
        .join(''),
    'cgroup.type': lines(() => 'domain'),
    'cpu.max': lines(() => `${max(group()?.cpuQuota)} ${PERIOD}`),
    'cpu.stat': lines(() => `usage_usec ${micros()}\nuser_usec ${micros()}\nsystem_usec 0`),
    'cpu.weight': lines(() => group()?.cpuWeight ?? 100),
    'cpuset.cpus.effective': lines(() => {
      const { cpus } = kernel().options.facts();
      return cpus > 1 ? `0-${cpus - 1}` : '0';
    }),
    'memory.current': lines(() => kernel().memoryBytes),
    'memory.high': lines(() => 'max'),
    'memory.low': lines(() => 0),
    'memory.max': lines(() => max(group()?.memoryMax)),
    'memory.min': lines(() => 0),
    // All processes of a container go together when its memory is used up.
    'memory.oom.group': lines(() => 1),
    'memory.swap.current': lines(() => 0),
    'memory.swap.max': lines(() => 0),
    'pids.current': lines(() => pids().length),
    'pids.max': lines(() => 'max'),
  });
}
