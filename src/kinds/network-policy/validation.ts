import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import { cidr, parseCidr } from '../../api/ip.ts';
import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../../api/k8s/networking-v1.gen.ts';
import { validPortName, validPortNum } from '../../api/names.ts';
import { checkLabelSelector, checkOptionOf, type Found, reject } from '../../api/validation/basics.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TYPES = ['Ingress', 'Egress'];

/** Errors of a NetworkPolicy. Models ValidateNetworkPolicy of pkg/apis/networking/validation. */
export function validateNetworkPolicy({ spec }: NetworkPolicy): readonly FieldError[] {
  const found: Found = [];
  checkSpec(spec ?? ({} as NetworkPolicySpec), found);
  return found;
}

/** Errors of an update: the object's, once as of a new one and once as of a changed one. */
export function validateNetworkPolicyUpdate(next: NetworkPolicy): readonly FieldError[] {
  const found = validateNetworkPolicy(next);
  return [...found, ...found];
}

function checkSpec(
  { podSelector, ingress = [], egress = [], policyTypes = [] }: NetworkPolicySpec,
  found: Found,
): void {
  checkLabelSelector(podSelector, 'spec.podSelector', found);
  for (const [i, { ports, from }] of ingress.entries()) checkRule(ports, from, `spec.ingress[${i}]`, 'from', found);
  for (const [i, { ports, to }] of egress.entries()) checkRule(ports, to, `spec.egress[${i}]`, 'to', found);
  if (policyTypes.length > TYPES.length) {
    const shown = goSyntax(goStrings(policyTypes, 'networking.PolicyType'));
    found.push(invalidValue('spec.policyTypes', shown, 'may not specify more than two policyTypes'));
    return;
  }
  for (const [i, type] of policyTypes.entries()) {
    if (!TYPES.includes(type)) found.push(notSupported(`spec.policyTypes[${i}]`, type, TYPES));
  }
}

function checkRule(
  ports: readonly NetworkPolicyPort[] = [],
  peers: readonly NetworkPolicyPeer[] = [],
  path: string,
  direction: 'from' | 'to',
  found: Found,
): void {
  for (const [i, port] of ports.entries()) checkPort(port, `${path}.ports[${i}]`, found);
  for (const [i, peer] of peers.entries()) checkPeer(peer, `${path}.${direction}[${i}]`, found);
}

function checkPort({ protocol, port, endPort }: NetworkPolicyPort, path: string, found: Found): void {
  checkOptionOf(protocol, PROTOCOLS, `${path}.protocol`, found);
  const at = `${path}.endPort`;
  if (port === undefined) {
    if (endPort !== undefined) {
      found.push(invalidValue(at, endPort, 'may not be specified when `port` is not specified'));
    }
  } else if (typeof port === 'string') {
    if (endPort !== undefined) {
      found.push(invalidValue(at, endPort, 'may not be specified when `port` is non-numeric'));
    }
    reject(validPortName(port), port, `${path}.port`, found);
  } else {
    reject(validPortNum(port), port, `${path}.port`, found);
    if (endPort === undefined) return;
    if (endPort < port) found.push(invalidValue(at, endPort, 'must be greater than or equal to `port`'));
    reject(validPortNum(endPort), endPort, at, found);
  }
}

function checkPeer({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, path: string, found: Found): void {
  checkLabelSelector(podSelector, `${path}.podSelector`, found);
  checkLabelSelector(namespaceSelector, `${path}.namespaceSelector`, found);
  if (ipBlock) checkBlock(ipBlock, `${path}.ipBlock`, found);
  if (!podSelector && !namespaceSelector && !ipBlock) found.push(required(path, 'must specify a peer'));
  else if (ipBlock && (podSelector || namespaceSelector)) {
    found.push(forbiddenField(path, 'may not specify both ipBlock and another peer'));
  }
}

function checkBlock({ cidr: block, except = [] }: IPBlock, path: string, found: Found): void {
  if (!block) return void found.push(required(`${path}.cidr`));
  reject(cidr(block), block, `${path}.cidr`, found);
  const outer = parseCidr(block);
  if (!outer) return;
  for (const [i, text] of except.entries()) {
    const at = `${path}.except[${i}]`;
    reject(cidr(text), text, at, found);
    const inner = parseCidr(text);
    if (!inner) continue;
    const inside = sameBits(inner.bytes, outer.bytes, outer.prefixBits);
    if (inside && inner.prefixBits > outer.prefixBits) continue;
    found.push(invalidValue(at, text, 'must be a strict subset of `cidr`'));
  }
}

/** Whether two addresses of one family begin with the same bits. */
function sameBits(a: readonly number[], b: readonly number[], count: number): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < count; i++) {
    const mask = 0x80 >> (i & 7);
    if ((a[i >> 3]! & mask) !== (b[i >> 3]! & mask)) return false;
  }
  return true;
}
