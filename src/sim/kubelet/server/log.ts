import type { ContainerStatus } from '../../../api/k8s/core-v1.gen.ts';
import { badRequest } from '../../../api/status.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { STDOUT } from '../../apiserver/channels.ts';
import { type ContainerLog, type LogLine, logTime } from '../../containers/container-log.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import { containerOf } from '../runtime-container.ts';
import { createLink } from './link.ts';
import type { KubeletRequest, KubeletResponse, LogOptions } from './requests.ts';

/** Serves a container's log. Throws ApiError. Models kubelet.go (GetKubeletContainerLogs). */
export function serveLog(
  kubelet: KubeletState,
  record: PodRecord,
  request: KubeletRequest & { what: 'log' },
): KubeletResponse {
  const { options, client } = request;
  const gone = removedContainer(kubelet, record, request.container);
  if (gone) return { body: `unable to retrieve container logs for ${gone}` };
  const log = logOf(kubelet, record, request.container, options.previous);
  if (!log.ended) log.rotate(kubelet.engine.unixMs);
  const text = selected(log, options);
  if (!client) return { body: text };
  let unfollow = (): void => {};
  const link = createLink(kubelet, client, { data: () => {}, close: () => {}, end: () => unfollow() }, 'log');
  let left = (options.limitBytes ?? Infinity) - text.length;
  if (text !== '') link.send(STDOUT, text);
  if (!options.follow || log.ended || left <= 0) link.close();
  else {
    unfollow = followLog(kubelet, log, (line) => {
      const shown = line ? lineText(line, options).slice(0, left) : '';
      left -= shown.length;
      if (shown !== '') link.send(STDOUT, shown);
      if (line && left > 0) return;
      unfollow();
      link.close();
    });
  }
  return { body: '', connection: link.connection };
}

/** The id of a container that has ended and been removed from the machine since; its status is all that is left. */
function removedContainer(kubelet: KubeletState, record: PodRecord, name: string): string | undefined {
  if (record.stage !== 'done' || kubelet.runtime.sandboxes.has(record.uid)) return undefined;
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = record.status ?? {};
  const all = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return all.find((one) => one.name === name)?.state?.terminated?.containerID;
}

function logOf(kubelet: KubeletState, record: PodRecord, name: string, previous: boolean): ContainerLog {
  const { status } = record;
  const all = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  const found = all.find((one) => one.name === name);
  const pod = record.pod.metadata.name;
  const made = containerOf(kubelet.runtime.sandboxes.get(record.uid), name);
  if (!found) throw badRequest(`container "${name}" in pod "${pod}" is not available`);
  if (previous) {
    if (made?.previousLog && found.lastState?.terminated) return made.previousLog;
    if (made?.state === 'exited' && found.state?.waiting) return made.log;
    throw badRequest(`previous terminated container "${name}" in pod "${pod}" not found`);
  }
  if (made && (made.state === 'running' || made.state === 'exited')) return made.log;
  if (made?.previousLog) return made.previousLog;
  throw badRequest(waitingText(found, pod ?? ''));
}

function waitingText({ name, state }: ContainerStatus, pod: string): string {
  const reason = state?.waiting?.reason;
  const start = `container "${name}" in pod "${pod}" is waiting to start`;
  if (reason === 'ErrImagePull') return `${start}: image can't be pulled`;
  if (reason === 'ImagePullBackOff') return `${start}: trying and failing to pull image`;
  return reason ? `${start}: ${reason}` : `${start} - no logs yet`;
}

function selected(log: ContainerLog, options: LogOptions): Bytes {
  const { tailLines, sinceMs, limitBytes } = options;
  let lines = log.lines.filter(({ unixMs }) => sinceMs === undefined || unixMs >= sinceMs);
  if (tailLines !== undefined) lines = tailLines === 0 ? [] : lines.slice(-tailLines);
  return lines
    .map((line) => lineText(line, options))
    .join('')
    .slice(0, limitBytes);
}

function lineText({ text, unixMs }: LogLine, { timestamps }: LogOptions): Bytes {
  return timestamps ? `${logTime(unixMs)} ${text}\n` : `${text}\n`;
}

/** A log whose lines come by themselves is looked at so often while somebody follows it. */
const LOOK_MS = 1000;

/** Tells each new line of a log, and undefined at its end. Returns how to stop that. */
export function followLog(
  { engine, scope }: KubeletState,
  log: ContainerLog,
  tell: (line: LogLine | undefined) => void,
): () => void {
  let timer: number | undefined;
  const unfollow = log.follow(tell);
  const look = (): void => {
    log.catchUp();
    if (log.ended) return;
    const untilNextMs = Math.max(1, log.nextMs - engine.unixMs);
    timer = engine.after(Math.min(LOOK_MS, untilNextMs), look, undefined, scope);
  };
  look();
  return () => {
    unfollow();
    if (timer !== undefined) engine.cancel(timer);
  };
}
