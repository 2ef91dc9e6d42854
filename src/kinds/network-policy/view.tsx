import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/k8s/networking-v1.gen.ts';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

function selectorText(selector: LabelSelector | undefined, all: string): string {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(
      ({ key, operator, values = [] }) => `${key} ${operator}${values.length > 0 ? ` (${values.join(', ')})` : ''}`,
    ),
  ];
  return parts.length === 0 ? all : parts.join(', ');
}

function peerText({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  if (ipBlock !== undefined)
    return `${ipBlock.cidr}${(ipBlock.except ?? []).length > 0 ? ` except ${ipBlock.except!.join(', ')}` : ''}`;
  const pods = selectorText(podSelector, 'all Pods');
  if (namespaceSelector === undefined) return pods;
  return `${pods} in ${selectorText(namespaceSelector, 'all namespaces')}`;
}

const portText = ({ protocol = 'TCP', port, endPort }: NetworkPolicyPort): string =>
  `${port ?? 'every port'}${endPort === undefined ? '' : `–${endPort}`}/${protocol}`;

function typesOf({ spec }: NetworkPolicy): readonly string[] {
  return spec?.policyTypes ?? ['Ingress', ...(spec?.egress === undefined ? [] : ['Egress'])];
}

function sayPolicy(policy: NetworkPolicy): Saying {
  const { ingress = [], egress = [] } = policy.spec ?? {};
  const types = typesOf(policy);
  const shut = [
    types.includes('Ingress') && ingress.length === 0 ? 'in' : '',
    types.includes('Egress') && egress.length === 0 ? 'out' : '',
  ].filter((word) => word !== '');
  return {
    title: shut.length > 0 ? `Lets nothing ${shut.join(' or ')}` : `Limits ${types.join(' and ')}`,
    text: 'Pods that a policy selects are shut but for what some policy allows. Policies only ever add: none takes away what another one allows.',
  };
}

interface RulesProps {
  readonly title: string;
  readonly rules: readonly {
    readonly peers: readonly NetworkPolicyPeer[];
    readonly ports: readonly NetworkPolicyPort[];
  }[];
}

function Rules({ title, rules }: RulesProps) {
  return (
    <Section title={title}>
      {rules.length === 0 && <p className="cap">Nothing is allowed.</p>}
      <ul className="lines">
        {rules.map(({ peers, ports }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity, only a place
          <li key={index}>
            {peers.length === 0 ? 'everybody' : peers.map(peerText).join(' or ')}
            <span className="muted">
              {ports.length === 0 ? ' at every port' : ` at ${ports.map(portText).join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Body({ object }: KindBodyProps<NetworkPolicy>) {
  const { ingress = [], egress = [] } = object.spec ?? {};
  const types = typesOf(object);
  return (
    <>
      {types.includes('Ingress') && (
        <Rules title="Allowed in" rules={ingress.map(({ from = [], ports = [] }) => ({ peers: from, ports }))} />
      )}
      {types.includes('Egress') && (
        <Rules title="Allowed out" rules={egress.map(({ to = [], ports = [] }) => ({ peers: to, ports }))} />
      )}
    </>
  );
}

const NetworkPolicyView: KindView<NetworkPolicy> = {
  kind: 'NetworkPolicy',
  resource: 'networkpolicies.networking.k8s.io',
  namespaced: true,
  say: sayPolicy,
  facts: (policy, context) => [
    { term: 'Selects', value: <span className="mono">{selectorText(policy.spec?.podSelector, 'every Pod')}</span> },
    { term: 'Created', value: context.clock(policy.metadata.creationTimestamp) },
  ],
  actions: (policy, context) => [deleteAction('networkpolicy', policy, context)],
  Body,
};

export default NetworkPolicyView;
