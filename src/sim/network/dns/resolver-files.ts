import type { Sandbox } from '../../kubelet/runtime-container.ts';
import type { SearchList } from '../../shell/search-list.ts';
import { type HostsLine, hostsLines } from './hosts-file.ts';

/** How the programs of a Pod find names: what its /etc/resolv.conf and /etc/hosts say. */
export interface Resolver extends SearchList {
  readonly servers: readonly string[];
  readonly hosts: readonly HostsLine[];
  /** The search list as a word: resolvers with the same one ask the same of their servers. */
  readonly key: string;
}

/** A resolver with its key. */
export function createResolver(of: Omit<Resolver, 'key'>): Resolver {
  return { ...of, key: `${of.searches.join(' ')} ${of.ndots}` };
}

/** Reads a resolv.conf. */
export function readResolvConf(text: string): Omit<Resolver, 'hosts' | 'key'> {
  const words = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^${key}[ \\t]+(.*)$`, 'gm'))].flatMap(([, rest = '']) => rest.trim().split(/\s+/));
  const ndots = words('options').flatMap((option) => /^ndots:(\d+)$/.exec(option)?.[1] ?? []);
  return { servers: words('nameserver'), searches: words('search'), ndots: Number(ndots.at(-1) ?? 1) };
}

const known = new WeakMap<Sandbox, Resolver>();

/** The resolver of a Pod that runs; undefined before it has a container. */
export function resolverOf(sandbox: Sandbox): Resolver | undefined {
  const found = known.get(sandbox);
  if (found) return found;
  const [first] = sandbox.containers;
  if (!first) return undefined;
  const { resolvConf, hosts } = first.config.files();
  const resolver = createResolver({ ...readResolvConf(resolvConf), hosts: hostsLines(hosts) });
  known.set(sandbox, resolver);
  return resolver;
}
