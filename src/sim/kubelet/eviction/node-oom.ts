import { oomScoreAdjust } from '../../../api/pod-qos.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import { nodeEvent } from '../node-events.ts';
import type { RuntimeContainer } from '../runtime-container.ts';
import { memoryOf, nodeMemory } from '../stats/node-stats.ts';

/** Numbers of processes on the machine, from and to. */
const PIDS = [2000, 30_000] as const;

/** A container that the kernel may kill. */
interface Candidate {
  readonly container: RuntimeContainer;
  readonly bytes: number;
  readonly score: number;
}

/**
 * What the kernel does when a machine's memory is used up before the kubelet has evicted anybody: it kills the container
 * with the highest score, which is its share of the memory in thousandths and what its class of service adds. The
 * kubelet tells of it. Models Linux' oom_kill and pkg/kubelet/oom (Watcher).
 */
export function killOutOfMemory(kubelet: KubeletState, capacityBytes: number): void {
  for (;;) {
    if (nodeMemory(kubelet.runtime) <= capacityBytes) return;
    const [worst] = worstFirst(kubelet, capacityBytes);
    if (!worst) return;
    const pid = kubelet.random.int(PIDS[1] - PIDS[0]) + PIDS[0];
    const text = `System OOM encountered, victim process: ${processOf(worst)}, pid: ${pid}`;
    nodeEvent(kubelet, 'Warning', 'SystemOOM', text);
    kubelet.runtime.exit(worst, 137, 'OOMKilled');
  }
}

/** What runs, by how readily the kernel kills it. */
function worstFirst({ runtime, engine, pods }: KubeletState, capacityBytes: number): readonly RuntimeContainer[] {
  const candidates: Candidate[] = [];
  for (const { podUid, containers } of runtime.sandboxes.values()) {
    for (const container of containers) {
      if (container.state !== 'running') continue;
      const bytes = memoryOf(container, engine.nowMs);
      const share = (bytes * 1000) / capacityBytes;
      candidates.push({ container, bytes, score: share + adjustmentOf(pods.get(podUid), container, capacityBytes) });
    }
  }
  return candidates.sort((a, b) => b.score - a.score || b.bytes - a.bytes).map(({ container }) => container);
}

function adjustmentOf(record: PodRecord | undefined, { name }: RuntimeContainer, capacityBytes: number): number {
  const { spec } = record?.pod ?? {};
  const own = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find((one) => one.name === name);
  return spec && own ? oomScoreAdjust(spec, own, capacityBytes) : 0;
}

/** The name of the process that has most of the container's memory. */
function processOf({ world, config, image }: RuntimeContainer): string {
  const own = world ? [...world.kernel.procs.values()].filter(({ kernel }) => kernel === world.kernel) : [];
  const [largest] = own.sort((a, b) => b.memoryBytes - a.memoryBytes);
  if (largest) return largest.name;
  const [word = image.name.replace(/:.*$/, '')] = config.words;
  return word.slice(word.lastIndexOf('/') + 1);
}
