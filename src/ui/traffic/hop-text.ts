import type { Hop } from '../../protocol/hop.ts';

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);

/** How an endpoint was picked among so many. */
const wayText: Readonly<Record<Extract<Hop, { at: 'service' }>['way'], (endpoints: number) => string>> = {
  random: (endpoints) => (endpoints === 1 ? 'the only one' : `at random, 1 in ${endpoints}`),
  rr: (endpoints) => `in turn among ${endpoints} (rr)`,
  lc: (endpoints) => `with the fewest connections of ${endpoints} (lc)`,
  sh: (endpoints) => `by the hash of the client’s address, of ${endpoints} (sh)`,
  mh: (endpoints) => `by the hash of the client’s address, of ${endpoints} (mh)`,
  wrr: (endpoints) => `in turn among ${endpoints} (wrr)`,
  wlc: (endpoints) => `with the fewest connections of ${endpoints} (wlc)`,
  sed: (endpoints) => `with the fewest connections of ${endpoints} (sed)`,
  nq: (endpoints) => `with the fewest connections of ${endpoints} (nq)`,
  dh: (endpoints) => `by the hash of the Service’s address, of ${endpoints} (dh)`,
};

const shortMs = (ms: number) => (ms < 10 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`);

function serverText({ pod, open, workers, waitMs, workMs }: Extract<Hop, { at: 'server' }>): string {
  const who = nameOf(pod);
  if (waitMs < 0)
    return `${who} has ${open} open requests already: no room in its queue, the connection is not accepted`;
  const wait = waitMs > 0 ? `after ${shortMs(waitMs)} in the queue behind ${open}` : 'at once';
  return `${who} begins on it ${wait} (${workers} at a time) and needs ${shortMs(workMs)}`;
}

function pickText(hop: Extract<Hop, { at: 'service' }>): string {
  const rules = `${hop.node}’s ${hop.mode} rules, ${(hop.ageMs / 1000).toFixed(1)} s old,`;
  if (hop.isBarred)
    return `${rules} drop it: the client’s address is in none of ${nameOf(hop.service)}’s source ranges`;
  if (hop.endpoint === '') return `${rules} have no endpoint for ${nameOf(hop.service)}`;
  const why = hop.isSticky ? 'as for this client before (session affinity)' : wayText[hop.way](hop.endpoints);
  return `${rules} pick ${hop.endpoint} for ${nameOf(hop.service)}, ${why}`;
}

function dnsText({ name, answer, isOutside }: Extract<Hop, { at: 'dns' }>): string {
  if (isOutside)
    return answer === 'NXDOMAIN'
      ? `No Ingress has an address under the name ${name}: outside nobody knows it`
      : `Outside, ${name} stands for ${typeof answer === 'string' ? answer : answer.join(', ')}`;
  if (answer === 'no answer') return `CoreDNS does not answer for ${name}`;
  if (answer === 'NXDOMAIN') return `CoreDNS knows no ${name} (NXDOMAIN)`;
  return `CoreDNS answers ${answer.join(', ')} for ${name}`;
}

function targetText(hop: Extract<Hop, { at: 'target' }>): string {
  const where = `${hop.ip}:${hop.port}${hop.pod === '' ? '' : `, ${nameOf(hop.pod)},`}`;
  if (hop.outcome === 'ok') return `${where} takes the connection`;
  return hop.outcome === 'refused' ? `${where} refuses the connection` : `nobody at ${where} answers in time`;
}

/** A decision on a request's way in words, without a full stop. */
export function hopText(hop: Hop): string {
  switch (hop.at) {
    case 'dns':
      return dnsText(hop);
    case 'load-balancer':
      return hop.node === ''
        ? `The load balancer finds none of ${hop.nodes} nodes healthy`
        : `The load balancer passes it to ${hop.node}, one of ${hop.healthyNodes} healthy nodes of ${hop.nodes}`;
    case 'service':
      return pickText(hop);
    case 'ingress':
      return hop.ingress === ''
        ? 'No rule of an Ingress matches'
        : `Ingress ${hop.ingress}, rule ${hop.rule}, passes it to ${nameOf(hop.service)} at ${hop.endpoint}${hop.certificate === undefined ? '' : ' (TLS ends here)'}`;
    case 'policy':
      return `NetworkPolicy ${hop.policies.join(', ')} drops it (${hop.direction})`;
    case 'target':
      return targetText(hop);
    case 'server':
      return serverText(hop);
    case 'retry':
      return `Lost (${hop.outcome}) after ${shortMs(hop.afterMs)}: the client tries again`;
  }
}
