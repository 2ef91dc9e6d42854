import { logAccess } from '../kubelet/answer-of.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Attempt } from './attempt.ts';
import { SamplingRule } from './sampling.ts';

/** What servers answer that are told to fail. */
const ERROR_REPLY = { status: 500, headers: new Map<string, string>(), body: 'Internal Server Error\n' };
/** So many lines a container writes in a second. */
const PER_SECOND = 10;

/**
 * What servers write into their access logs for the requests of traffic: of very many the first ten of each container
 * in each second; the counts tell of all.
 */
export class RequestLog {
  private readonly rule = new SamplingRule<RuntimeContainer>(PER_SECOND, 1000);

  /** A server has answered. */
  answered({ client, from, container, to, outcome }: Attempt, nowMs: number): void {
    if (container?.state !== 'running' || !container.image.system.accessLog || !this.rule.takes(container, nowMs))
      return;
    const headers = new Map([
      ['Host', client.request.host],
      ['User-Agent', client.spec.name],
    ]);
    const { port } = to!;
    const clientIp = from!.ip;
    const { runtime } = to!.place!;
    const request = { protocol: 'http', method: 'GET', path: client.request.path, headers, body: '', port } as const;
    if (outcome === 'ok') runtime.reply(container, request, clientIp);
    else logAccess(runtime, container, request, ERROR_REPLY, clientIp);
  }

  /** A container has ended. */
  forget(container: RuntimeContainer): void {
    this.rule.forget(container);
  }
}
