import { expect, test } from 'vitest';
import type { NetworkPolicyPeer, NetworkPolicyPort } from '../../../api/k8s/networking-v1.gen.ts';
import { type Peer, type PeerPod, policyRules, ruleAllows } from './policy-rules.ts';

const podOf = (part: Partial<PeerPod>): PeerPod => ({
  namespace: 'shop',
  labels: { app: 'front' },
  namespaceLabels: { 'kubernetes.io/metadata.name': 'shop', team: 'a' },
  ports: new Map([['TCP/http', 8080]]),
  ...part,
});

const web: Peer = { ip: '10.244.1.5', pod: podOf({}) };
const front: Peer = { ip: '10.244.2.6', pod: podOf({}) };
const stranger: Peer = {
  ip: '10.244.2.7',
  pod: podOf({ namespace: 'blog', namespaceLabels: { team: 'b' }, labels: { app: 'front' } }),
};
const outside: Peer = { ip: '198.18.0.1', pod: undefined };

/** Whether a policy with one rule lets a connection to port 8080 of `web` in. */
function allows(from: NetworkPolicyPeer[], ports: NetworkPolicyPort[], peer: Peer, port = 8080): boolean {
  const { ingress } = policyRules({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
    spec: { podSelector: {}, ingress: [{ from, ports }] },
  });
  return ruleAllows(ingress![0]!, peer, 'shop', web, port);
}

const FRONT = { matchLabels: { app: 'front' } };
const TEAM_B = { matchLabels: { team: 'b' } };
const BLOCK = { ipBlock: { cidr: '198.18.0.0/15', except: ['198.18.0.0/30'] } };

test.each<[string, NetworkPolicyPeer[], Peer, boolean]>([
  ['no peers: everybody', [], outside, true],
  ['a Pod selector means Pods of the own namespace', [{ podSelector: FRONT }], front, true],
  ['and no others', [{ podSelector: FRONT }], stranger, false],
  ['an empty namespace selector means all Pods', [{ namespaceSelector: {} }], stranger, true],
  ['but nobody outside', [{ namespaceSelector: {} }], outside, false],
  [
    'both selectors in one peer must match',
    [{ namespaceSelector: TEAM_B, podSelector: { matchLabels: { app: 'db' } } }],
    stranger,
    false,
  ],
  [
    'in two peers one is enough',
    [{ namespaceSelector: TEAM_B }, { podSelector: { matchLabels: { app: 'db' } } }],
    stranger,
    true,
  ],
  ['a block means addresses', [{ ipBlock: { cidr: '198.18.0.0/15' } }], outside, true],
  ['but for those that it leaves out', [BLOCK], outside, false],
  ['and not their neighbours', [BLOCK], { ip: '198.18.0.4', pod: undefined }, true],
  ['a block may mean Pods', [{ ipBlock: { cidr: '10.244.2.0/24' } }], stranger, true],
  ['an address of the other family is in no block', [{ ipBlock: { cidr: 'fd00::/8' } }], outside, false],
])('%s', (_name, from, peer, expected) => {
  expect(allows(from, [], peer)).toBe(expected);
});

test.each<[string, NetworkPolicyPort[], number, boolean]>([
  ['no ports: all', [], 9999, true],
  ['a port', [{ port: 8080 }], 8080, true],
  ['another port', [{ port: 8080 }], 8081, false],
  ['a range', [{ port: 8000, endPort: 8100 }], 8100, true],
  ['beyond the range', [{ port: 8000, endPort: 8100 }], 8101, false],
  ['a named port of the Pod', [{ port: 'http' }], 8080, true],
  ['a name that the Pod does not have', [{ port: 'metrics' }], 8080, false],
  ['a protocol without port: all its ports', [{ protocol: 'TCP' }], 1, true],
  ['UDP is another protocol', [{ protocol: 'UDP', port: 8080 }], 8080, false],
  ['questions to a name server are UDP', [{ protocol: 'UDP', port: 53 }], 53, true],
])('%s', (_name, ports, port, expected) => {
  expect(allows([], ports, front, port)).toBe(expected);
});

test('a policy that names neither direction is of ingress, and of egress where it has rules for it', () => {
  const make = (spec: object) =>
    policyRules({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'shop' },
      spec: { podSelector: {}, ...spec },
    });
  expect([make({}).ingress, make({}).egress]).toEqual([[], undefined]);
  expect(make({ egress: [{}] }).egress).toHaveLength(1);
});
