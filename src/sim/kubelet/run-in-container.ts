import type { Process } from '../../api/process.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import { openSink, openText } from '../shell/kernel/open-file.ts';
import { SIGKILL } from '../shell/kernel/signals.ts';
import { expand } from './container-env.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** How a command in a container ended. */
export interface Ran {
  readonly exitCode: number;
  /** What it wrote to both streams, in its order. */
  readonly output: Bytes;
  readonly stderr: Bytes;
}

/** Runs a command in a container to its end: `timeout` when it took too long; any other text says why it could not. */
export function* runInContainer(
  kubelet: KubeletState,
  _record: PodRecord,
  made: RuntimeContainer,
  words: readonly string[],
  timeoutMs: number,
): Process<Ran | string> {
  let output: Bytes = '';
  let stderr: Bytes = '';
  const sink = openSink((data) => {
    output += data;
  });
  const errors = openSink((data) => {
    output += data;
    stderr += data;
  });
  const files = new Map([
    [0, openText('')],
    [1, sink],
    [2, errors],
  ]);
  const world = kubelet.runtime.worldOf(made);
  const known = made.config.env();
  const command = words.map((word) => expand(encodeUtf8(word), (name) => known.get(name)));
  const proc = world.run(command, files);
  if (typeof proc === 'string') return execProblem(made, proc);
  if (proc.alive) yield* waitAtMost(kubelet.engine, proc.exited, timeoutMs);
  if (proc.alive) {
    proc.signal(SIGKILL);
    return 'timeout';
  }
  return { exitCode: proc.exitCode, output, stderr };
}

/** The runtime's words for a command that cannot be run in a container. */
export function execProblem({ id }: RuntimeContainer, problem: string): string {
  const name = id.slice('containerd://'.length);
  return `failed to exec in container: failed to start exec "${name}": OCI runtime exec failed: exec failed: unable to start container process: ${problem}: unknown`;
}
