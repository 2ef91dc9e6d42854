import type { Hop } from '../../protocol/hop.ts';
import type { RequestRow } from '../../protocol/traffic.ts';

const ends: Readonly<Record<Exclude<RequestRow['outcome'], 'ok'>, string>> = {
  error: 'are answered with an error',
  refused: 'are refused',
  reset: 'are cut off',
  timedOut: 'time out',
  failed: 'fail',
};

const find = <At extends Hop['at']>(path: readonly Hop[], at: At) =>
  path.findLast((hop): hop is Extract<Hop, { at: At }> => hop.at === at);

function whyOf({ path, pod }: RequestRow): string {
  const dns = find(path, 'dns');
  if (dns?.answer === 'no answer') return 'names cannot be found, because CoreDNS does not answer';
  if (dns?.answer === 'NXDOMAIN') return `CoreDNS knows no ${dns.name}`;
  const policy = find(path, 'policy');
  if (policy !== undefined) return `dropped by NetworkPolicy ${policy.policies.join(', ')}`;
  const balancer = find(path, 'load-balancer');
  if (balancer?.node === '') return 'the load balancer finds no healthy node';
  if (balancer !== undefined && path.at(-1) === balancer)
    return `the load balancer passes them to ${balancer.node}, from which nothing comes back`;
  const ingress = find(path, 'ingress');
  if (ingress?.ingress === '') return 'no rule of an Ingress matches';
  const service = find(path, 'service');
  if (service?.endpoint === '') return `no endpoint of ${service.service} is ready, so connections are refused`;
  const target = find(path, 'target');
  if (target?.outcome === 'timeout' && service !== undefined)
    return `${service.node}’s rules still send one in ${service.endpoints} to ${service.endpoint}, where nobody answers`;
  if (target?.outcome === 'timeout') return `nobody at ${target.ip} answers`;
  if (target?.outcome === 'refused') return `${target.pod || target.ip} refuses connections`;
  return pod === '' ? 'they came to no Pod' : `${pod} took the connection and gave no good answer`;
}

/**
 * One sentence on what goes wrong, by the commonest cause among requests that failed; '' when none did. `perSecond` is
 * what all clients send: the told requests, those of the last 10 s, are a sample of it.
 */
export function outageText(requests: readonly RequestRow[], perSecond: number): string {
  const causes = new Map<string, number>();
  for (const request of requests) {
    if (request.outcome === 'ok') continue;
    const cause = `${ends[request.outcome]}: ${whyOf(request)}.`;
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  const [worst] = [...causes].sort((a, b) => b[1] - a[1]);
  if (worst === undefined) return '';
  const rate = Math.max(1, Math.round((worst[1] / requests.length) * perSecond));
  return `In the last 10 s about ${rate} of ${perSecond} requests a second ${worst[0]}`;
}
