import type { Probe } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { decodeUtf8 } from '../../base/bytes.ts';
import { formatDuration } from '../../base/duration.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import type { ProbeOutcome } from './probe-state.ts';
import { runInContainer } from './run-in-container.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** Of a command's output this much is kept. */
const MAX_OUTPUT = 10 * 1024;

/** Runs the command of an exec probe. Models pkg/probe/exec. */
export function* runExecProbe(
  kubelet: KubeletState,
  record: PodRecord,
  made: RuntimeContainer,
  probe: Probe,
): Process<{ outcome: ProbeOutcome; output: string }> {
  const { engine, trace, machine } = kubelet;
  trace.record('probe', machine.name, record.key, engine.nowMs, { container: made.name, probe });
  const words = probe.exec?.command ?? [];
  const ran = yield* runInContainer(kubelet, record, made, words, (probe.timeoutSeconds ?? 1) * 1000);
  const timeoutSeconds = probe.timeoutSeconds ?? 1;
  if (ran === 'timeout') {
    const command = JSON.stringify(words.join(' '));
    const output = `command timed out: ${command} timed out after ${formatDuration(timeoutSeconds * 1000)}`;
    return { outcome: 'failure', output };
  }
  if (typeof ran === 'string') return { outcome: 'error', output: `rpc error: code = Unknown desc = ${ran}` };
  const output = decodeUtf8(ran.output.slice(0, MAX_OUTPUT));
  return { outcome: ran.exitCode === 0 ? 'success' : 'failure', output };
}
