import type { Namespace, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { NetworkPolicy } from '../../../api/k8s/networking-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import { type Peer, type PeerPod, type PolicyRules, type Protocol, policyRules, ruleAllows } from './policy-rules.ts';

/** One end of a connection; `pod` is `namespace/name`, '' for whoever is no Pod with an address of its own. */
export interface End {
  readonly ip: string;
  readonly pod: string;
  /** The port from which it sends datagrams; undefined for TCP. */
  readonly udpPort?: number | undefined;
}

/** Why a connection does not pass. */
export interface Refusal {
  readonly direction: 'Ingress' | 'Egress';
  /** `namespace/name` of the policies that select the Pod and none of which allows it, sorted. */
  readonly policies: readonly string[];
}

const NO_LABELS: Readonly<Record<string, string>> = {};
/** Verdicts that are kept at most. */
const MAX_VERDICTS = 20_000;

/**
 * NetworkPolicies as the network plug-in of every node enforces them, with the labels that they ask for. Changes are in
 * force at once: plug-ins take some tens of milliseconds.
 */
export class PolicyView {
  private readonly policies = new Map<string, Map<string, PolicyRules>>();
  private readonly pods = new Map<string, Pod>();
  private readonly namespaces = new Map<string, Readonly<Record<string, string>>>();
  private readonly verdicts = new Map<string, Refusal | undefined>();
  private count = 0;

  /** Takes a committed change of any object. */
  observe(kind: string, object: KubeObject, deleted: boolean): void {
    if (kind === 'Pod') this.setPod(object as Pod, deleted);
    else if (kind === 'Namespace') this.setNamespace(object as Namespace, deleted);
    else if (kind === 'NetworkPolicy') this.setPolicy(object as NetworkPolicy, deleted);
  }

  /** There is no policy at all. */
  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Why a connection to a port does not pass; undefined if it does. */
  refusal(from: End, to: End, port: number): Refusal | undefined {
    if (this.count === 0) return undefined;
    const protocol = from.udpPort === undefined ? 'TCP' : 'UDP';
    const key = `${from.pod || from.ip} ${to.pod || to.ip} ${protocol} ${port}`;
    if (this.verdicts.has(key)) return this.verdicts.get(key);
    if (this.verdicts.size >= MAX_VERDICTS) this.verdicts.clear();
    const source = this.peer(from);
    const target = this.peer(to);
    const refusal =
      this.check('Egress', source, target, target, port, protocol) ??
      this.check('Ingress', target, source, target, port, protocol);
    this.verdicts.set(key, refusal);
    return refusal;
  }

  private check(
    direction: Refusal['direction'],
    own: Peer,
    other: Peer,
    to: Peer,
    port: number,
    protocol: Protocol,
  ): Refusal | undefined {
    const { pod } = own;
    if (!pod) return undefined;
    const selecting: string[] = [];
    for (const policy of this.policies.get(pod.namespace)?.values() ?? []) {
      const rules = direction === 'Ingress' ? policy.ingress : policy.egress;
      if (!rules || !policy.selects.matches(pod.labels)) continue;
      if (rules.some((rule) => ruleAllows(rule, other, pod.namespace, to, port, protocol))) return undefined;
      selecting.push(policy.name);
    }
    return selecting.length > 0 ? { direction, policies: selecting.sort() } : undefined;
  }

  private peer({ ip, pod: key }: End): Peer {
    const pod = this.pods.get(key);
    return { ip, pod: pod && this.peerPod(pod) };
  }

  private peerPod({ metadata, spec }: Pod): PeerPod {
    const namespace = metadata.namespace ?? '';
    const ports = new Map<string, number>();
    for (const container of spec?.containers ?? []) {
      for (const { name, protocol = 'TCP', containerPort } of container.ports ?? []) {
        if (name) ports.set(`${protocol}/${name}`, containerPort);
      }
    }
    const namespaceLabels = this.namespaces.get(namespace) ?? NO_LABELS;
    return { namespace, labels: metadata.labels ?? NO_LABELS, namespaceLabels, ports };
  }

  private setPod(pod: Pod, deleted: boolean): void {
    const key = objectKey(pod);
    const before = this.pods.get(key);
    if (deleted) this.pods.delete(key);
    else this.pods.set(key, pod);
    if (deleted || (before && before.metadata.labels !== pod.metadata.labels)) this.verdicts.clear();
  }

  private setNamespace({ metadata }: Namespace, deleted: boolean): void {
    if (deleted) this.namespaces.delete(metadata.name!);
    else this.namespaces.set(metadata.name!, metadata.labels ?? NO_LABELS);
    this.verdicts.clear();
  }

  private setPolicy(policy: NetworkPolicy, deleted: boolean): void {
    const namespace = policy.metadata.namespace ?? '';
    const name = policy.metadata.name!;
    const there = this.policies.get(namespace) ?? new Map<string, PolicyRules>();
    this.policies.set(namespace, there);
    this.count += (deleted ? 0 : 1) - (there.has(name) ? 1 : 0);
    if (deleted) there.delete(name);
    else there.set(name, policyRules(policy));
    this.verdicts.clear();
  }
}
