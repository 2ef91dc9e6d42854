import { invalidValue, required } from '../../field-errors.ts';
import { ipAddress } from '../../ip.ts';
import type { HostAlias, PodSpec } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { checkDnsSubdomain, type Found, reject } from '../basics.ts';

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;

/** How names are resolved. Models validatePodDNSConfig. */
export function checkDnsConfig({ dnsPolicy, dnsConfig }: PodSpec, path: string, found: Found): void {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return void found.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
    if (!dnsConfig.nameservers?.length) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return void found.push(required(`${path}.nameservers`, detail));
    }
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (nameservers.length > MAX_NAMESERVERS) {
    const detail = `must not have more than ${MAX_NAMESERVERS} nameservers`;
    found.push(invalidValue(`${path}.nameservers`, nameservers, detail));
  }
  for (const [i, server] of nameservers.entries())
    reject(ipAddress(server), server, `${path}.nameservers[${i}]`, found);
  if (searches.length > MAX_SEARCHES) {
    const detail = `must not have more than ${MAX_SEARCHES} search paths`;
    found.push(invalidValue(`${path}.searches`, searches, detail));
  }
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS) {
    const detail = `must not have more than ${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`;
    found.push(invalidValue(`${path}.searches`, searches, detail));
  }
  for (const [i, search] of searches.entries()) {
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    reject(dns1123Subdomain(name), name, `${path}.searches[${i}]`, found);
  }
  for (const [i, option] of options.entries()) {
    if (!option.name) found.push(required(`${path}.options[${i}]`, 'must not be empty'));
  }
}

/** Lines for the hosts file. Models ValidateHostAliases. */
export function checkHostAliases(aliases: readonly HostAlias[] | undefined, path: string, found: Found): void {
  for (const [i, { ip, hostnames }] of (aliases ?? []).entries()) {
    reject(ipAddress(ip ?? ''), ip ?? '', `${path}[${i}].ip`, found);
    for (const [j, name] of (hostnames ?? []).entries())
      checkDnsSubdomain(name, `${path}[${i}].hostnames[${j}]`, found);
  }
}
