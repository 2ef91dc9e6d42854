import { inCidr } from '../../../api/ip.ts';
import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../../api/k8s/networking-v1.gen.ts';
import { type LabelMatcher, labelMatcher } from '../../../api/selectors.ts';

/** One side of a connection as policies see it. */
export interface Peer {
  readonly ip: string;
  /** Undefined for whoever is no Pod of the cluster: machines, clients outside. */
  readonly pod: PeerPod | undefined;
}

/** What policies ask of a Pod. */
export interface PeerPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Number of a container port by `protocol/name`. */
  readonly ports: ReadonlyMap<string, number>;
}

/** A policy, ready to be asked. */
export interface PolicyRules {
  /** `namespace/name`. */
  readonly name: string;
  readonly namespace: string;
  readonly selects: LabelMatcher;
  /** Absent when the policy says nothing of that direction. */
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
}

/** Peers and ports that a rule allows; absent: all. */
export interface Rule {
  readonly peers: readonly ((peer: Peer, namespace: string) => boolean)[] | undefined;
  readonly ports: readonly NetworkPolicyPort[] | undefined;
}

/** Makes a policy ready. Models the semantics of networking.k8s.io/v1 NetworkPolicy. */
export function policyRules({ metadata, spec }: NetworkPolicy): PolicyRules {
  const types = spec?.policyTypes ?? (spec?.egress ? ['Ingress', 'Egress'] : ['Ingress']);
  const namespace = metadata.namespace ?? '';
  return {
    name: `${namespace}/${metadata.name}`,
    namespace,
    selects: labelMatcher(spec?.podSelector ?? {}),
    ingress: types.includes('Ingress') ? (spec?.ingress ?? []).map(({ from, ports }) => rule(from, ports)) : undefined,
    egress: types.includes('Egress') ? (spec?.egress ?? []).map(({ to, ports }) => rule(to, ports)) : undefined,
  };
}

/** What carries data. */
export type Protocol = 'TCP' | 'UDP';

/** Whether a rule lets a connection with `other` on the far side pass, to a port of `to`. */
export function ruleAllows(
  rule: Rule,
  other: Peer,
  namespace: string,
  to: Peer,
  port: number,
  protocol: Protocol = 'TCP',
): boolean {
  const meets = rule.peers === undefined || rule.peers.some((matches) => matches(other, namespace));
  return meets && (rule.ports === undefined || rule.ports.some((one) => portMatches(one, to, port, protocol)));
}

function rule(peers: readonly NetworkPolicyPeer[] = [], ports: readonly NetworkPolicyPort[] = []): Rule {
  return {
    peers: peers.length > 0 ? peers.map(peerMatcher) : undefined,
    ports: ports.length > 0 ? ports : undefined,
  };
}

function peerMatcher({
  ipBlock,
  podSelector,
  namespaceSelector,
}: NetworkPolicyPeer): (peer: Peer, namespace: string) => boolean {
  if (ipBlock) {
    const inside = inCidr(ipBlock.cidr);
    const except = (ipBlock.except ?? []).map(inCidr);
    return ({ ip }) => inside(ip) && !except.some((one) => one(ip));
  }
  const pods = optional(podSelector);
  const namespaces = optional(namespaceSelector);
  return ({ pod }, namespace) =>
    pod !== undefined &&
    (namespaces ? namespaces.matches(pod.namespaceLabels) : pod.namespace === namespace) &&
    (pods?.matches(pod.labels) ?? true);
}

const optional = (selector: LabelSelector | undefined): LabelMatcher | undefined => selector && labelMatcher(selector);

function portMatches(
  { port, endPort, protocol = 'TCP' }: NetworkPolicyPort,
  to: Peer,
  wanted: number,
  used: Protocol,
): boolean {
  // Questions to a name server come here as connections; they are datagrams.
  if (protocol !== used && !(protocol === 'UDP' && wanted === 53)) return false;
  if (port === undefined) return true;
  const first = typeof port === 'number' ? port : to.pod?.ports.get(`${protocol}/${port}`);
  return first !== undefined && wanted >= first && wanted <= (endPort ?? first);
}
