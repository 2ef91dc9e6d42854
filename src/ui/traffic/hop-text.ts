import type { Hop } from '../../protocol/hop.ts';

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);

function pickText(hop: Extract<Hop, { at: 'service' }>): string {
  const rules = `${hop.node}’s ${hop.mode} rules, ${(hop.ageMs / 1000).toFixed(1)} s old,`;
  if (hop.endpoint === '') return `${rules} have no endpoint for ${nameOf(hop.service)}`;
  const why = hop.isSticky ? 'as for this client before' : `with probability 1/${hop.endpoints}`;
  return `${rules} pick ${hop.endpoint} for ${nameOf(hop.service)}, ${why}`;
}

function dnsText({ name, answer }: Extract<Hop, { at: 'dns' }>): string {
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
        : `Ingress ${hop.ingress}, rule ${hop.rule}, passes it to ${nameOf(hop.service)} at ${hop.endpoint}`;
    case 'policy':
      return `NetworkPolicy ${hop.policies.join(', ')} drops it (${hop.direction})`;
    case 'target':
      return targetText(hop);
  }
}
