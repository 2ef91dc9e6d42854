import type { LifecycleHandler } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { portNumber } from './probe-run.ts';
import { runInContainer } from './run-in-container.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** Hooks may run as long as they like; who calls them ends the wait. */
const NO_LIMIT_MS = 2 ** 40;
const HTTP_MS = 2;

/** Runs a lifecycle hook of a container; whether it succeeded. Models pkg/kubelet/lifecycle/handlers.go. */
export function* runHook(
  kubelet: KubeletState,
  record: PodRecord,
  made: RuntimeContainer,
  hook: LifecycleHandler,
): Process<boolean> {
  if (hook.sleep) {
    yield* sleep(hook.sleep.seconds * 1000);
    return true;
  }
  if (hook.exec) {
    const ran = yield* runInContainer(kubelet, record, made, hook.exec.command ?? [], NO_LIMIT_MS);
    return typeof ran !== 'string' && ran.exitCode === 0;
  }
  if (!hook.httpGet) return true;
  const { spec } = record.pod;
  const container = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find(
    ({ name }) => name === made.name,
  );
  const port = portNumber(hook.httpGet.port, container);
  yield* sleep(HTTP_MS);
  return port !== undefined && kubelet.runtime.answers(made, port) === 'yes';
}
