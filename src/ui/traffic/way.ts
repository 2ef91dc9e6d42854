import type { Hop } from '../../protocol/hop.ts';
import type { RequestRow } from '../../protocol/traffic.ts';

/** The hops of the last attempt: those before were lost, and the client tried again. */
function lastAttempt(path: readonly Hop[]): readonly Hop[] {
  return path.slice(path.findLastIndex((hop) => hop.at === 'retry') + 1);
}

/** The stations that a request came by on its last attempt, by their ids, from its client on. */
export function stationsOf({ client, path }: Pick<RequestRow, 'client' | 'path'>): readonly string[] {
  const hops = lastAttempt(path);
  const stops = [`client ${client}`];
  const ingress = hops.find((hop) => hop.at === 'ingress');
  const behind = ingress ? hops.slice(hops.indexOf(ingress)) : hops;
  if (ingress?.at === 'ingress') {
    stops.push(`ingress ${ingress.ingress || '-'}`);
    if (ingress.service !== '') stops.push(`service ${ingress.service}`);
  }
  for (const hop of behind) {
    if (hop.at === 'load-balancer') stops.push(`balancer ${hop.service}`);
    if (hop.at === 'service') stops.push(`service ${hop.service}`);
  }
  const target = behind.findLast((hop) => hop.at === 'target');
  if (target?.at === 'target') stops.push(target.pod === '' ? `address ${target.ip}` : `pod ${target.pod}`);
  // What a policy dropped was on its way to the endpoint that the rules had picked.
  const policy = behind.find((hop) => hop.at === 'policy');
  const picked = behind.findLast((hop) => hop.at === 'service' || hop.at === 'ingress');
  if (
    target === undefined &&
    policy?.at === 'policy' &&
    policy.direction === 'Ingress' &&
    picked &&
    'endpoint' in picked
  )
    stops.push(`address ${picked.endpoint.slice(0, picked.endpoint.lastIndexOf(':'))}`);
  return stops;
}
