import type { FieldError } from '../../api/field-error.ts';
import { required } from '../../api/field-errors.ts';
import { ipAddress } from '../../api/ip.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from '../../api/k8s/core-v1.gen.ts';
import { dns1123Subdomain, validPortNum } from '../../api/names.ts';
import { checkNotSpecial } from '../../api/validation/addresses.ts';
import { checkDnsLabel, checkOneOf, checkQualifiedName, type Found, reject } from '../../api/validation/basics.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Errors of Endpoints, on create and update. Models ValidateEndpoints. */
export function validateEndpoints({ subsets = [] }: Endpoints): readonly FieldError[] {
  const found: Found = [];
  for (const [i, subset] of subsets.entries()) checkSubset(subset, `subsets[${i}]`, found);
  return found;
}

function checkSubset(subset: EndpointSubset, path: string, found: Found): void {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  if (addresses.length === 0 && notReadyAddresses.length === 0) {
    found.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
  }
  for (const [i, address] of addresses.entries()) checkAddress(address, `${path}.addresses[${i}]`, found);
  for (const [i, address] of notReadyAddresses.entries()) {
    checkAddress(address, `${path}.notReadyAddresses[${i}]`, found);
  }
  for (const [i, port] of ports.entries()) checkPort(port, ports.length > 1, `${path}.ports[${i}]`, found);
}

function checkAddress({ ip = '', hostname, nodeName }: EndpointAddress, path: string, found: Found): void {
  reject(ipAddress(ip), ip, `${path}.ip`, found);
  if (hostname) checkDnsLabel(hostname, `${path}.hostname`, found);
  if (nodeName !== undefined) reject(dns1123Subdomain(nodeName), nodeName, `${path}.nodeName`, found);
  checkNotSpecial(ip, `${path}.ip`, found);
}

function checkPort(port: EndpointPort, needsName: boolean, path: string, found: Found): void {
  if (port.name) checkDnsLabel(port.name, `${path}.name`, found);
  else if (needsName) found.push(required(`${path}.name`));
  reject(validPortNum(port.port ?? 0), port.port ?? 0, `${path}.port`, found);
  checkOneOf(port.protocol, PROTOCOLS, `${path}.protocol`, found);
  if (port.appProtocol !== undefined) checkQualifiedName(port.appProtocol, `${path}.appProtocol`, found);
}
