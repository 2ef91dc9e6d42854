import { hops } from '../../language/en/hops.ts';
import { losses } from '../../language/en/losses.ts';
import { numberText } from '../../language/numbers.ts';
import type { Hop } from '../../protocol/hop.ts';

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);

const shortMs = (ms: number) => (ms < 10 ? `${numberText(ms, 1, 1)} ms` : `${numberText(ms)} ms`);

function serverText({ pod, open, workers, waitMs, workMs }: Extract<Hop, { at: 'server' }>): string {
  const who = nameOf(pod);
  if (waitMs < 0) return hops('full', { pod: who, open });
  const work = { pod: who, workers, work: shortMs(workMs) };
  return waitMs > 0 ? hops('beginsAfter', { ...work, wait: shortMs(waitMs), open }) : hops('begins', work);
}

function pickText(hop: Extract<Hop, { at: 'service' }>): string {
  const age = numberText(hop.ageMs / 1000, 1, 1);
  const rules = { node: hop.node, mode: hop.mode, age, service: nameOf(hop.service) };
  if (hop.isBarred) return hops('barred', rules);
  if (hop.endpoint === '') return hops('noEndpoint', rules);
  const why = hop.isTracked
    ? hops('tracked')
    : hop.isSticky
      ? hops('sticky')
      : hops(`way.${hop.way}`, { count: hop.endpoints });
  return hops('pick', { ...rules, endpoint: hop.endpoint, why });
}

function dnsText({ name, answer, isOutside, server, isKept }: Extract<Hop, { at: 'dns' }>): string {
  if (isOutside)
    return answer === 'NXDOMAIN'
      ? hops('outsideUnknown', { name })
      : hops('outside', { name, answer: typeof answer === 'string' ? answer : answer.join(', ') });
  if (answer === 'no answer') return hops('noDns', { name });
  const who = { name, pod: server === undefined ? 'none' : nameOf(server), kept: isKept ? 'yes' : 'no' };
  return answer === 'NXDOMAIN' ? hops('nxdomain', who) : hops('dns', { ...who, answer: answer.join(', ') });
}

function targetText(hop: Extract<Hop, { at: 'target' }>): string {
  const address = `${hop.ip}:${hop.port}`;
  const where = hop.pod === '' ? address : hops('where', { address, pod: nameOf(hop.pod) });
  if (hop.outcome === 'ok') return hops('takes', { where });
  return hop.outcome === 'refused' ? hops('refuses', { where }) : hops('silent', { where });
}

/** A decision on a request's way in words, without a full stop. */
export function hopText(hop: Hop): string {
  switch (hop.at) {
    case 'dns':
      return dnsText(hop);
    case 'load-balancer':
      return hop.node === ''
        ? hops('noHealthy', { nodes: hop.nodes })
        : hops('balancer', { node: hop.node, healthy: hop.healthyNodes, nodes: hop.nodes });
    case 'service':
      return pickText(hop);
    case 'ingress':
      return hop.ingress === ''
        ? hops('noRule')
        : hops(hop.certificate === undefined ? 'ingress' : 'ingressTls', {
            ...{ ingress: hop.ingress, rule: hop.rule, service: nameOf(hop.service), endpoint: hop.endpoint },
          });
    case 'policy':
      return hops('policy', { names: hop.policies.join(', '), direction: hop.direction });
    case 'target':
      return targetText(hop);
    case 'server':
      return serverText(hop);
    case 'retry':
      return hops('retry', { outcome: losses(`request.${hop.outcome}`), after: shortMs(hop.afterMs) });
  }
}
