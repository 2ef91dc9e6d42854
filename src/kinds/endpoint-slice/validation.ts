import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidValue, notSupported, required, tooMany } from '../../api/field-errors.ts';
import { ipAddress, ipv4Address, ipv6Address } from '../../api/ip.ts';
import type { Endpoint, EndpointHints, EndpointPort, EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { checkNotSpecial } from '../../api/validation/addresses.ts';
import {
  checkDnsLabel,
  checkLabels,
  checkQualifiedName,
  type Found,
  IMMUTABLE,
  reject,
} from '../../api/validation/basics.ts';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX_ENDPOINTS = 1000;
const MAX_PORTS = 20000;
const MAX_ADDRESSES = 100;
const MAX_TOPOLOGY_LABELS = 16;
const MAX_ZONES = 8;

/** Errors of an EndpointSlice. Models pkg/apis/discovery/validation. */
export function validateEndpointSlice(slice: EndpointSlice): readonly FieldError[] {
  const found: Found = [];
  checkSlice(slice, ADDRESS_TYPES, found);
  return found;
}

/** Errors of an update: the object's, then a changed address type. */
export function validateEndpointSliceUpdate(next: EndpointSlice, previous: EndpointSlice): readonly FieldError[] {
  const found: Found = [];
  checkSlice(next, ADDRESS_TYPES, found);
  if (next.addressType !== previous.addressType) {
    found.push(invalidValue('addressType', next.addressType ?? '', IMMUTABLE));
  }
  return found;
}

function checkSlice(slice: EndpointSlice, types: readonly string[], found: Found): void {
  const { addressType = '', endpoints = [], ports } = slice;
  if (!addressType) found.push(required('addressType'));
  else if (!types.includes(addressType)) found.push(notSupported('addressType', addressType, types));
  if (endpoints.length > MAX_ENDPOINTS) found.push(tooMany('endpoints', endpoints.length, MAX_ENDPOINTS));
  else for (const [i, e] of endpoints.entries()) checkEndpoint(e, addressType, `endpoints[${i}]`, found);
  checkPorts(ports ?? [], found);
}

function checkEndpoint(endpoint: Endpoint, type: string, path: string, found: Found): void {
  const { addresses = [], nodeName, deprecatedTopology, hostname, hints } = endpoint;
  const at = `${path}.addresses`;
  if (addresses.length === 0) found.push(required(at, 'must contain at least 1 address'));
  else if (addresses.length > MAX_ADDRESSES) found.push(tooMany(at, addresses.length, MAX_ADDRESSES));
  for (const [i, address] of addresses.entries()) checkAddress(address, type, `${at}[${i}]`, found);
  if (nodeName !== undefined) reject(dns1123Subdomain(nodeName), nodeName, `${path}.nodeName`, found);
  const labels = Object.keys(deprecatedTopology ?? {}).length;
  if (labels > MAX_TOPOLOGY_LABELS) found.push(tooMany(`${path}.deprecatedTopology`, labels, MAX_TOPOLOGY_LABELS));
  checkLabels(deprecatedTopology, `${path}.deprecatedTopology`, found);
  if (hostname !== undefined) checkDnsLabel(hostname, `${path}.hostname`, found);
  if (hints) checkHints(hints, `${path}.hints.forZones`, found);
}

function checkAddress(address: string, type: string, path: string, found: Found): void {
  if (type === 'IPv4') {
    reject(ipv4Address(address), address, path, found);
    checkNotSpecial(address, path, found);
  } else if (type === 'IPv6') {
    reject(ipv6Address(address), address, path, found);
    checkNotSpecial(address, path, found);
  } else if (type === 'FQDN') checkDomainName(address, path, found);
}

/** A name of at least two labels. Models IsFullyQualifiedDomainName. */
function checkDomainName(name: string, path: string, found: Found): void {
  if (!name) return void found.push(required(path));
  const domain = name.endsWith('.') ? name.slice(0, -1) : name;
  const errors = dns1123Subdomain(domain);
  if (errors.length > 0) return void reject(errors.slice(0, 1), domain, path, found);
  if (!domain.includes('.') || ipAddress(domain).length === 0) {
    found.push(invalidValue(path, domain, 'should be a domain with at least two segments separated by dots'));
  }
}

function checkHints({ forZones = [] }: EndpointHints, path: string, found: Found): void {
  if (forZones.length > MAX_ZONES) return void found.push(tooMany(path, forZones.length, MAX_ZONES));
  const seen = new Set<string>();
  for (const [i, { name }] of forZones.entries()) {
    if (seen.has(name)) found.push(duplicateValue(`${path}[${i}].name`, name));
    else seen.add(name);
    checkQualifiedName(name, `${path}[${i}].name`, found);
  }
}

function checkPorts(ports: readonly EndpointPort[], found: Found): void {
  if (ports.length > MAX_PORTS) return void found.push(tooMany('ports', ports.length, MAX_PORTS));
  const names = new Set<string>();
  for (const [i, { name = '', protocol, appProtocol }] of ports.entries()) {
    const at = `ports[${i}]`;
    if (name) checkDnsLabel(name, `${at}.name`, found);
    if (names.has(name)) found.push(duplicateValue(`${at}.name`, name));
    else names.add(name);
    if (protocol === undefined) found.push(required(`${at}.protocol`));
    else if (!PROTOCOLS.includes(protocol)) found.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
    if (appProtocol !== undefined) checkQualifiedName(appProtocol, `${at}.appProtocol`, found);
  }
}
