import type { Container } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { formatDuration } from '../../base/duration.ts';
import type { ContainerConfig } from '../containers/container-config.ts';
import { backoffLeftMs, nextBackoff } from './backoff.ts';
import { ConfigProblem } from './container-env.ts';
import { ensureImage } from './image-puller.ts';
import { containerEvent, type KubeletState, type PodRecord, troublesOf } from './kubelet-state.ts';
import { makeConfig } from './make-config.ts';
import { fetchObjects } from './pod-mounts.ts';
import { runHook } from './run-hook.ts';
import { containerOf, type RuntimeContainer, type Sandbox } from './runtime-container.ts';
import { isWanted } from './until.ts';

/** Times that the container runtime takes on an idle machine, in milliseconds, from and to. */
const CREATE_MS = [40, 100] as const;
const START_MS = [30, 80] as const;

/**
 * Starts a container: waits out its back-off, pulls its image, creates and starts it. False when it could not be
 * started now; why is in the record's troubles. Models kuberuntime_container.go (startContainer) and doBackOff.
 */
export function* startContainer(
  kubelet: KubeletState,
  record: PodRecord,
  sandbox: Sandbox,
  container: Container,
): Process<boolean> {
  if (isBackedOff(kubelet, record, sandbox, container)) return false;
  const ensured = yield* ensureImage(kubelet, record, container);
  if (!isWanted(record)) return false;
  if ('wait' in ensured) {
    troublesOf(record).waiting.set(container.name, ensured.wait);
    containerEvent(kubelet, record, container.name, 'Warning', 'Failed', `Error: ${ensured.wait.reason}`);
    return false;
  }
  const config = tryConfig(kubelet, record, sandbox, container, ensured.image);
  if (config instanceof ConfigProblem) {
    // What is missing may be there by the next attempt.
    yield* fetchObjects(kubelet, record);
    const { message } = config;
    troublesOf(record).waiting.set(container.name, { reason: 'CreateContainerConfigError', message });
    containerEvent(kubelet, record, container.name, 'Warning', 'Failed', `Error: ${message}`);
    return false;
  }
  yield* sleep(kubelet.random.uniform(...CREATE_MS));
  if (!isWanted(record) || !sandbox.ready) return false;
  const made = kubelet.runtime.createContainer(sandbox, container, ensured.image, config);
  containerEvent(kubelet, record, container.name, 'Normal', 'Created', `Created container: ${container.name}`);
  yield* sleep(kubelet.random.uniform(...START_MS));
  if (!isWanted(record) || !sandbox.ready) return false;
  record.troubles?.waiting.delete(container.name);
  const problem = kubelet.runtime.start(made);
  if (problem !== undefined) {
    troublesOf(record).waiting.set(container.name, { reason: 'RunContainerError', message: problem });
    containerEvent(kubelet, record, container.name, 'Warning', 'Failed', `Error: ${problem}`);
    return false;
  }
  containerEvent(kubelet, record, container.name, 'Normal', 'Started', `Started container ${container.name}`);
  return yield* postStart(kubelet, record, container, made);
}

/** A container whose postStart hook fails is killed. */
function* postStart(
  kubelet: KubeletState,
  record: PodRecord,
  container: Container,
  made: RuntimeContainer,
): Process<boolean> {
  const hook = container.lifecycle?.postStart;
  if (!hook) return true;
  const ran = yield* runHook(kubelet, record, made, hook);
  if (ran === undefined) return true;
  containerEvent(kubelet, record, container.name, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
  containerEvent(kubelet, record, container.name, 'Normal', 'Killing', 'FailedPostStartHook');
  yield* kubelet.runtime.stop(made, (record.pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000);
  troublesOf(record).waiting.set(container.name, { reason: 'PostStartHookError', message: ran });
  return false;
}

function tryConfig(...given: Parameters<typeof makeConfig>): ContainerConfig | ConfigProblem {
  try {
    return makeConfig(...given);
  } catch (problem) {
    if (problem instanceof ConfigProblem) return problem;
    throw problem;
  }
}

function isBackedOff(kubelet: KubeletState, record: PodRecord, sandbox: Sandbox, container: Container): boolean {
  const last = containerOf(sandbox, container.name);
  if (last?.state !== 'exited') return false;
  const { nowMs } = kubelet.engine;
  const entry = record.troubles?.restarts.get(container.name);
  if (entry && backoffLeftMs(entry, last.finishedMs, nowMs) > 0) {
    const { namespace, name } = record.pod.metadata;
    const subject = `container=${container.name} pod=${name}_${namespace}(${record.uid})`;
    const message = `back-off ${formatDuration(entry.delayMs)} restarting failed ${subject}`;
    troublesOf(record).waiting.set(container.name, { reason: 'CrashLoopBackOff', message });
    const text = `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${record.uid})`;
    containerEvent(kubelet, record, container.name, 'Warning', 'BackOff', text);
    return true;
  }
  troublesOf(record).restarts.set(container.name, nextBackoff(entry, last.finishedMs, nowMs));
  return false;
}
