import { duplicateValue, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import { ipAddress } from '../../api/ip.ts';
import type { ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { isDualStack, isIpv6 } from '../../api/validation/addresses.ts';
import { checkOptionOf, type Found, reject } from '../../api/validation/basics.ts';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const FIELD = 'spec.clusterIPs';

/** A Service without an address of its own. */
export const isHeadless = (spec: ServiceSpec): boolean =>
  spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';

/** Addresses and families of a Service. Models ValidateServiceClusterIPsRelatedFields. */
export function checkClusterIps(spec: ServiceSpec, found: Found): void {
  if (spec.type === 'ExternalName') return;
  const { clusterIP, clusterIPs = [], ipFamilies = [] } = spec;
  if (clusterIP) {
    if (clusterIPs.length === 0) found.push(required(FIELD));
    else if (clusterIPs[0] !== clusterIP)
      found.push(invalidValue(FIELD, clusterIPs, 'first value must match `clusterIP`'));
  } else if (clusterIPs.length > 0) {
    found.push(invalidValue(FIELD, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  }
  const seen = new Set<string>();
  for (const [i, family] of ipFamilies.entries()) {
    const at = `spec.ipFamilies[${i}]`;
    if (!FAMILIES.includes(family)) found.push(notSupported(at, family, FAMILIES));
    if (seen.has(family)) found.push(duplicateValue(at, family));
    seen.add(family);
  }
  checkOptionOf(spec.ipFamilyPolicy, POLICIES, 'spec.ipFamilyPolicy', found);
  if (checkAddresses(clusterIPs, found)) checkFamilies(spec, found);
}

/** Says whether all are addresses, so that their families can be compared. */
function checkAddresses(addresses: readonly string[], found: Found): boolean {
  let good = true;
  for (const [i, address] of addresses.entries()) {
    if (i === 0 && address === 'None') {
      if (addresses.length === 1) continue;
      good = false;
      found.push(invalidValue(FIELD, addresses, "'None' must be the first and only value"));
      continue;
    }
    const errors = ipAddress(address);
    if (errors.length > 0) good = false;
    reject(errors, address, `${FIELD}[${i}]`, found);
  }
  if (addresses.length > 2) found.push(invalidValue(FIELD, addresses, 'may only hold up to 2 values'));
  return good;
}

function checkFamilies(spec: ServiceSpec, found: Found): void {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (clusterIPs.length > 1 && !isDualStack(clusterIPs)) {
    found.push(invalidValue(FIELD, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return;
  for (const [i, address] of clusterIPs.slice(0, ipFamilies.length).entries()) {
    const family = ipFamilies[i]!;
    if (family === (isIpv6(address) ? 'IPv6' : 'IPv4') || !FAMILIES.includes(family)) continue;
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
    found.push(invalidValue(`${FIELD}[${i}]`, address, detail));
  }
}

const SET_ONCE = 'may not change once set';

/** Addresses stay once they are given. Models validateUpgradeDowngradeClusterIPs. */
export function checkClusterIpsUpdate(next: ServiceSpec, previous: ServiceSpec, found: Found): void {
  if (next.type === 'ExternalName' || previous.type === 'ExternalName') return;
  if (isHeadless(next) && isHeadless(previous)) return;
  const [after, before] = [next.clusterIPs ?? [], previous.clusterIPs ?? []];
  if (after.length === before.length) {
    for (const [i, address] of before.entries()) {
      if (address !== after[i]) found.push(invalidValue(`${FIELD}[${i}]`, after, SET_ONCE));
    }
    return;
  }
  if (after.length === 0) {
    const shown = goSyntax(goStrings(next.clusterIPs));
    found.push(invalidValue(`${FIELD}[0]`, shown, 'primary clusterIP can not be unset'));
  } else if (before.length > 0 && after[0] !== before[0]) {
    found.push(invalidValue(`${FIELD}[0]`, after, SET_ONCE));
  }
  if (before.length > after.length && after.length === 1) checkReleased(next, 'clusterIP', found);
}

/** Families stay once they are given. Models validateUpgradeDowngradeIPFamilies. */
export function checkIpFamiliesUpdate(next: ServiceSpec, previous: ServiceSpec, found: Found): void {
  if (next.type === 'ExternalName' || previous.type === 'ExternalName') return;
  if (isHeadless(next) || isHeadless(previous)) return;
  const [after, before] = [next.ipFamilies ?? [], previous.ipFamilies ?? []];
  const shown = (list: readonly string[]) => goSyntax(goStrings(list, 'core.IPFamily'));
  const at = 'spec.ipFamilies[0]';
  if (after.length === before.length) {
    for (const [i, family] of before.entries()) {
      if (family !== after[i]) found.push(invalidValue(at, shown(after), SET_ONCE));
    }
    return;
  }
  if (before.length > after.length && !next.clusterIPs?.length) {
    found.push(invalidValue(at, shown(after), 'primary ipFamily can not be unset'));
  }
  if (after.length > 0 && before.length > 0 && after[0] !== before[0]) {
    // Upstream shows the addresses here.
    found.push(invalidValue(at, goSyntax(goStrings(next.clusterIPs)), SET_ONCE));
  }
  if (before.length > after.length && after.length === 1) checkReleased(next, 'ipFamily', found);
}

function checkReleased(next: ServiceSpec, what: string, found: Found): void {
  if (next.ipFamilyPolicy === 'SingleStack') return;
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  found.push(invalidValue('spec.ipFamilyPolicy', next.ipFamilyPolicy ?? null, detail));
}
