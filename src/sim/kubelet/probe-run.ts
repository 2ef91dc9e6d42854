import type { Container, Probe } from '../../api/k8s/core-v1.gen.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import type { ProbeOutcome } from './probe-state.ts';
import type { RuntimeContainer } from './runtime-container.ts';

/** How long a probe that is answered takes. */
const PROBE_MS = 2;

/** Runs a probe that is no command against a container: what it found, and the text of its failure. Models pkg/probe. */
export function runProbe(
  kubelet: KubeletState,
  record: PodRecord,
  made: RuntimeContainer,
  probe: Probe,
): { outcome: ProbeOutcome; output: string } {
  const { engine, trace, machine } = kubelet;
  trace.record('probe', machine.name, record.key, engine.nowMs + PROBE_MS, { container: made.name, probe });
  const target = probe.httpGet ?? probe.tcpSocket ?? probe.grpc;
  if (!target) return { outcome: 'error', output: '' };
  const spec = record.pod.spec!;
  const container = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === made.name);
  const port = portNumber(target.port, container);
  if (port === undefined) return { outcome: 'error', output: '' };
  const answer = kubelet.runtime.answers(made, port);
  const status = answer === 'yes' && probe.httpGet ? statusOf(made, probe.httpGet.path ?? '/', engine.nowMs) : 200;
  if (status >= 400) return { outcome: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
  if (answer === 'yes') return { outcome: 'success', output: '' };
  return { outcome: 'failure', output: failureText(probe, `${made.sandbox.ip}:${port}`, answer) };
}

function statusOf({ behaviour, startedMs }: RuntimeContainer, path: string, nowMs: number): number {
  return behaviour?.health?.(path.startsWith('/') ? path : `/${path}`, nowMs - startedMs) ?? 200;
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
