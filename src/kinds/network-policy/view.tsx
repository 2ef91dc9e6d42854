import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/k8s/networking-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { listText } from '../../language/lists.ts';
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
    return (ipBlock.except ?? []).length > 0
      ? kinds('except', { cidr: ipBlock.cidr, others: ipBlock.except!.join(', ') })
      : ipBlock.cidr;
  const pods = selectorText(podSelector, kinds('allPods'));
  if (namespaceSelector === undefined) return pods;
  return kinds('podsIn', { pods, namespaces: selectorText(namespaceSelector, kinds('allNamespaces')) });
}

const portText = ({ protocol = 'TCP', port, endPort }: NetworkPolicyPort): string =>
  `${port ?? kinds('everyPort')}${endPort === undefined ? '' : `–${endPort}`}/${protocol}`;

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
    title:
      shut.length > 0
        ? kinds('letsNothing', { ways: shut.join(' ') })
        : kinds('limitsWays', { types: listText(types) }),
    text: kinds('policySays'),
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
      {rules.length === 0 && <p className="cap">{kinds('nothingAllowed')}</p>}
      <ul className="lines">
        {rules.map(({ peers, ports }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity, only a place
          <li key={index}>
            {peers.length === 0 ? kinds('everybody') : listText(peers.map(peerText), 'or', peers.length)}
            <span className="muted">
              {` ${ports.length === 0 ? kinds('anyPort') : kinds('atPorts', { ports: ports.map(portText).join(', ') })}`}
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
        <Rules
          title={kinds('allowedIn')}
          rules={ingress.map(({ from = [], ports = [] }) => ({ peers: from, ports }))}
        />
      )}
      {types.includes('Egress') && (
        <Rules title={kinds('allowedOut')} rules={egress.map(({ to = [], ports = [] }) => ({ peers: to, ports }))} />
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
    {
      term: terms('Selects'),
      value: <span className="mono">{selectorText(policy.spec?.podSelector, kinds('everyPod'))}</span>,
    },
    { term: terms('Created'), value: context.clock(policy.metadata.creationTimestamp) },
  ],
  actions: (policy, context) => [deleteAction('networkpolicy', policy, context)],
  Body,
};

export default NetworkPolicyView;
