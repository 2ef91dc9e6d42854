import type { HTTPGetAction } from '../../api/k8s/core-v1.gen.ts';
import type { LogLine, LogSource } from '../containers/container-log.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import { accessLine } from './answer-of.ts';
import type { KubeletState } from './kubelet-state.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** More lines than a log keeps are not worked out. */
const MOST_LINES = 4000;

/** What a probe sends. Models pkg/probe/http (NewProbeRequest). */
export function probeRequest({ path = '/', httpHeaders = [] }: HTTPGetAction, address: string): ServerRequest {
  const headers = new Map([
    ['Host', address],
    ['User-Agent', 'kube-probe/1.32'],
    ['Accept', '*/*'],
    ['Connection', 'close'],
    ...httpHeaders.map(({ name, value }) => [name, value] as const),
  ]);
  return { protocol: 'http', method: 'GET', path: path.startsWith('/') ? path : `/${path}`, headers, body: '' };
}

/** The address from which a Pod sees its kubelet: the node's end of the Pods' network. */
export function probeClient({ runtime }: KubeletState): string {
  const { podRange, options } = runtime;
  return podRange === '' ? options.hostIp : podRange.replace(/\d+\/\d+$/, '1');
}

/**
 * The lines that a probe leaves in a server's log turn after turn, while nothing else comes of it: they are worked out
 * when somebody reads the log.
 */
export function probeLines(
  kubelet: KubeletState,
  made: RuntimeContainer,
  turns: { readonly baseMs: number; readonly periodMs: number },
  request: ServerRequest,
  reply: ServerReply | undefined,
): LogSource | undefined {
  const { accessLog } = made.image.system;
  if (!accessLog) return undefined;
  const { unixMs, nowMs } = kubelet.engine;
  const baseMs = turns.baseMs + unixMs - nowMs;
  const { periodMs } = turns;
  const client = probeClient(kubelet);
  const turnAfter = (ms: number): number => Math.floor((ms - baseMs) / periodMs + 1e-9) + 1;
  return {
    between(after, until) {
      const last = turnAfter(until) - 1;
      const lines: LogLine[] = [];
      for (let turn = Math.max(turnAfter(after), last - MOST_LINES); turn <= last; turn++) {
        const at = baseMs + turn * periodMs;
        const { stream, text } = accessLine(accessLog, request, reply, client, at);
        lines.push({ unixMs: at, stream, text });
      }
      return lines;
    },
    nextAfter: (ms) => baseMs + turnAfter(ms) * periodMs,
  };
}
