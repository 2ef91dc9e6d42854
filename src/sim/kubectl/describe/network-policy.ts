import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../../../api/k8s/networking-v1.gen.ts';
import { selectorText } from '../../../api/printing.ts';
import { parseTime, rfc3339 } from '../../../base/time.ts';
import type { Describer } from './context.ts';
import { annotationLines, labelLines, line } from './text.ts';

/** Models NetworkPolicyDescriber, which shows no events. */
export const describeNetworkPolicy: Describer<NetworkPolicy> = function* ({ metadata, spec }) {
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    line(0, `Created on:\t${goTime(metadata.creationTimestamp)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, 'Spec:'),
    spec ? specText(spec) : '',
  ].join('');
};

/** A time as Go prints it: `2026-11-21 04:49:14 +0000 UTC`. */
function goTime(time: string | null | undefined): string {
  return time
    ? `${rfc3339(parseTime(time)).replace('T', ' ').replace('Z', '')} +0000 UTC`
    : '0001-01-01 00:00:00 +0000 UTC';
}

function specText(spec: NetworkPolicySpec): string {
  const everyone = selectorText(spec.podSelector) === '';
  const pods = everyone
    ? '<none> (Allowing the specific traffic to all pods in this namespace)'
    : selectorText(spec.podSelector);
  const types = spec.policyTypes ?? [];
  const ingress = (spec.ingress ?? []).map((rule) => ruleText(rule.ports, rule.from, 'From', 'source'));
  const egress = (spec.egress ?? []).map((rule) => ruleText(rule.ports, rule.to, 'To', 'destination'));
  return [
    line(1, `PodSelector:     ${pods}`),
    directionText('ingress', types.includes('Ingress'), ingress),
    directionText('egress', types.includes('Egress'), egress),
    line(1, `Policy Types: ${types.join(', ')}`),
  ].join('');
}

function directionText(direction: 'ingress' | 'egress', affected: boolean, rules: readonly string[]): string {
  if (!affected) return line(1, `Not affecting ${direction} traffic`);
  const body = rules.length
    ? rules.join(line(2, '----------'))
    : line(2, `<none> (Selected pods are isolated for ${direction} connectivity)`);
  return line(1, `Allowing ${direction} traffic:`) + body;
}

const ANYTHING = ['<', 'any', '>'].join('');

function ruleText(
  ports: readonly NetworkPolicyPort[] | undefined,
  peers: readonly NetworkPolicyPeer[] | undefined,
  word: 'From' | 'To',
  end: string,
): string {
  const portLines = (ports ?? []).map(({ port, endPort, protocol = 'TCP' }) =>
    line(
      2,
      endPort === undefined
        ? `To Port: ${port ?? '<nil>'}/${protocol}`
        : `To Port Range: ${port}-${endPort}/${protocol}`,
    ),
  );
  const peerLines = (peers ?? []).map((peer) => line(2, `${word}:`) + peerText(peer));
  return [
    ...(portLines.length ? portLines : [line(2, `To Port: ${ANYTHING} (traffic allowed to all ports)`)]),
    ...(peerLines.length ? peerLines : [line(2, `${word}: ${ANYTHING} (traffic not restricted by ${end})`)]),
  ].join('');
}

function peerText({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  if (ipBlock) {
    return (
      line(3, 'IPBlock:') + line(4, `CIDR: ${ipBlock.cidr}`) + line(4, `Except: ${(ipBlock.except ?? []).join(', ')}`)
    );
  }
  const selector = (each: LabelSelector): string => selectorText(each) || '<none>';
  return [
    namespaceSelector ? line(3, `NamespaceSelector: ${selector(namespaceSelector)}`) : '',
    podSelector ? line(3, `PodSelector: ${selector(podSelector)}`) : '',
  ].join('');
}
