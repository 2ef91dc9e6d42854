import type { Host, LinkFault, Network } from '../network/network.ts';

type Changes = { readonly [K in keyof LinkFault]: LinkFault[K] | undefined };

/** Changes some of what is wrong with a host's links; `undefined` ends it. */
export function changeLink(network: Network, host: Host, changes: Changes): void {
  const all = Object.entries({ ...network.faultOf(host), ...changes }).filter(([, value]) => value !== undefined);
  network.setFault(host, all.length > 0 ? (Object.fromEntries(all) as LinkFault) : undefined);
}
