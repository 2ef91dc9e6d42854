import type { LifecycleHandler } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { decodeUtf8 } from '../../base/bytes.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { portNumber } from './probe-run.ts';
import { runInContainer } from './run-in-container.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** Hooks may run as long as they like; who calls them ends the wait. */
const NO_LIMIT_MS = 2 ** 40;
const HTTP_MS = 2;

/**
 * Runs a lifecycle hook of a container. Undefined when it succeeded, else the kubelet's words. Models
 * pkg/kubelet/lifecycle/handlers.go.
 */
export function* runHook(
  kubelet: KubeletState,
  record: PodRecord,
  made: RuntimeContainer,
  hook: LifecycleHandler,
): Process<string | undefined> {
  if (hook.sleep) {
    yield* sleep(hook.sleep.seconds * 1000);
    return undefined;
  }
  const { namespace, name } = record.pod.metadata;
  const place = `for Container "${made.name}" in Pod "${name}_${namespace}(${record.uid})" failed - error`;
  if (hook.exec) {
    const words = hook.exec.command ?? [];
    const ran = yield* runInContainer(kubelet, record, made, words, NO_LIMIT_MS);
    if (typeof ran !== 'string' && ran.exitCode === 0) return undefined;
    const output = typeof ran === 'string' ? '' : decodeUtf8(ran.output);
    const why =
      typeof ran === 'string'
        ? `rpc error: code = Unknown desc = ${ran}`
        : `command '${words.join(' ')}' exited with ${ran.exitCode}: ${decodeUtf8(ran.stderr)}`;
    return `Exec lifecycle hook (${goList(words)}) ${place}: ${why}, message: ${JSON.stringify(output)}`;
  }
  if (!hook.httpGet) return undefined;
  const { spec } = record.pod;
  const container = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find(
    (one) => one.name === made.name,
  );
  const port = portNumber(hook.httpGet.port, container);
  yield* sleep(HTTP_MS);
  const answer = port === undefined ? 'no' : kubelet.runtime.answers(made, port);
  if (answer === 'yes') return undefined;
  const { path = '/', scheme = 'HTTP', host = made.sandbox.ip } = hook.httpGet;
  const dial = `dial tcp ${host}:${port ?? 0}: connect: connection refused`;
  const why = answer === 'no' ? dial : 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  const url = `${scheme.toLowerCase()}://${host}:${port ?? 0}${path}`;
  return `HTTP lifecycle hook (${path}) ${place}: Get "${url}": ${why}`;
}

const goList = (words: readonly string[]): string => `[${words.join(' ')}]`;
