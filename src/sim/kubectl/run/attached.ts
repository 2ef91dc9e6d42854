import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { attachTo } from '../attach/attach.ts';
import { PODS } from '../client/known.ts';
import { CodedError, PlainError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printLogs } from '../logs/print.ts';
import { isCompleted, isRunningAndReady, untilPod } from '../pod/wait.ts';

/** Connects to a Pod that has just been made, and ends as it ends. Models the attach part of RunOptions.Run. */
export function* attachToNewPod(invocation: Invocation, name: string): Process<void> {
  const { flags, api, namespace } = invocation;
  const timeoutMs = flags.durationMs('pod-running-timeout');
  const made = (yield* api.get({ resource: PODS, namespace, name })) as unknown as Pod;
  yield* attachOrLogs(invocation, made, timeoutMs);
  const restart = flags.string('restart');
  if (flags.bool('leave-stdin-open') || (restart !== 'Never' && restart !== 'OnFailure')) return;
  const isOver = (pod: Pod): boolean => (restart === 'Never' ? isCompleted(pod) : pod.status?.phase === 'Succeeded');
  throwExitCode(yield* untilPod(invocation, made, timeoutMs, isOver));
}

/** A Pod that has ended before anybody could attach has its log at least. */
export function* attachOrLogs(invocation: Invocation, made: Pod, timeoutMs: number): Process<void> {
  const pod = yield* untilPod(invocation, made, timeoutMs, isRunningAndReady);
  const container = invocation.flags.string('container') || pod.spec!.containers[0]!.name;
  if (isCompleted(pod)) {
    yield* printLogs(invocation, [{ pod, container }], {});
    return;
  }
  try {
    yield* attachTo(invocation, pod, 'kubectl attach');
  } catch (error) {
    invocation.err(
      `warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${textOf(error)}\n`,
    );
    yield* printLogs(invocation, [{ pod, container }], {});
  }
}

function throwExitCode({ metadata, status }: Pod): void {
  if (status?.phase !== 'Failed') return;
  const { terminated } = status.containerStatuses?.[0]?.state ?? {};
  const pod = `pod ${metadata.namespace}/${metadata.name}`;
  if (!terminated || terminated.exitCode === 0) throw new Error(`${pod} failed with unknown exit code`);
  const text = `${pod} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`;
  throw new CodedError(new PlainError(text), terminated.exitCode);
}
