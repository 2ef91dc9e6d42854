import type { Container, HTTPGetAction, Probe } from '../../api/k8s/core-v1.gen.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import { logAccess, peekAnswer } from './answer-of.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { probeClient, probeRequest } from './probe-log.ts';
import type { ProbeOutcome } from './probe-state.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** How long a probe that is answered takes. */
const PROBE_MS = 2;

/** What a probe found, with the text of its failure. */
export interface ProbeFinding {
  readonly outcome: ProbeOutcome;
  readonly output: string;
  /** The answer may be another the next time without a change that the kubelet sees: it comes from files. */
  readonly mayChange?: boolean | undefined;
  /** What an HTTP probe has sent and got. */
  readonly exchange?: { readonly request: ServerRequest; readonly reply: ServerReply | undefined } | undefined;
}

/** Runs a probe that is no command against a container: what it found, and the text of its failure. Models pkg/probe. */
export function runProbe(kubelet: KubeletState, record: PodRecord, made: RuntimeContainer, probe: Probe): ProbeFinding {
  const { engine, trace, machine } = kubelet;
  trace.record('probe', machine.name, record.key, engine.nowMs + PROBE_MS, { container: made.name, probe });
  const target = probe.httpGet ?? probe.tcpSocket ?? probe.grpc;
  if (!target) return { outcome: 'error', output: '' };
  const spec = record.pod.spec!;
  const container = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === made.name);
  const port = portNumber(target.port, container);
  if (port === undefined)
    return { outcome: 'error', output: `strconv.Atoi: parsing ${JSON.stringify(target.port)}: invalid syntax` };
  const answer = kubelet.runtime.answers(made, port);
  const asked = answer === 'yes' && probe.httpGet ? askedFor(kubelet, made, probe.httpGet, port) : undefined;
  const status = asked?.status ?? 200;
  if (status >= 400) return { outcome: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
  if (answer === 'yes')
    return { outcome: 'success', output: '', mayChange: asked?.fromFiles, exchange: asked?.exchange };
  return { outcome: 'failure', output: failureText(probe, `${made.sandbox.ip}:${port}`, answer) };
}

/** The status that the server answers a probe with, and whether its files say so. */
function askedFor(
  kubelet: KubeletState,
  made: RuntimeContainer,
  action: HTTPGetAction,
  port: number,
): { readonly status: number; readonly fromFiles: boolean; readonly exchange?: ProbeFinding['exchange'] } {
  const { runtime, engine } = kubelet;
  if (!made.behaviour) return { status: 200, fromFiles: false };
  const request = { ...probeRequest(action, `${made.sandbox.ip}:${port}`), port };
  const health = made.behaviour.health?.(request.path, engine.nowMs - made.startedMs);
  if (health !== undefined) return { status: health, fromFiles: false };
  const client = probeClient(kubelet);
  const { reply, readFiles } = peekAnswer(runtime, made, request, client);
  logAccess(runtime, made, request, reply, client);
  return { status: reply?.status ?? 200, fromFiles: readFiles, exchange: { request, reply } };
}

/** The number of a port that may be given by the name that the container gives it. */
export function portNumber(port: number | string, container: Container | undefined): number | undefined {
  if (typeof port === 'number') return port;
  const named = container?.ports?.find(({ name }) => name === port)?.containerPort;
  return named ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}

function failureText(probe: Probe, address: string, answer: 'no' | 'hangs'): string {
  if (probe.grpc)
    return `timeout: failed to connect service "${address}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
  const dial =
    answer === 'no' ? `dial tcp ${address}: connect: connection refused` : `dial tcp ${address}: i/o timeout`;
  if (!probe.httpGet) return dial;
  const { scheme = 'HTTP', path = '/' } = probe.httpGet;
  const late = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  return `Get "${scheme.toLowerCase()}://${address}${path}": ${answer === 'no' ? dial : late}`;
}
