import { getOrMake, newMap } from '../../../base/get-or-make.ts';
import type { Random } from '../../../base/random.ts';
import type { Hop } from '../../../protocol/hop.ts';
import type { DnsAnswer, RecordType } from '../../shell/network-access.ts';
import { candidates } from '../../shell/search-list.ts';
import type { IngressView } from '../ingress/ingress-view.ts';
import type { PodNetwork } from '../pod-network.ts';
import type { ServiceView } from '../proxy/service-view.ts';
import type { Source } from '../router.ts';
import type { Answering, NameServers } from './name-servers.ts';
import { createResolver, type Resolver, resolverOf } from './resolver-files.ts';
import { clusterSearchList } from './search-list.ts';

/** The cluster's name service, as the kubelet tells every Pod. */
export const DNS_IP = '10.96.0.10';
/** A resolver asks this often before it gives up. */
const ATTEMPTS = 2;
/** What a resolver was told is taken for known for so long, if nothing has changed: clients ask for the same names often. */
const KNOWN_MS = 1000;

/** An address, or why there is none: the name does not exist, or no name server answers. */
export type Resolved = Address | { readonly ip: undefined; readonly failure: 'NXDOMAIN' | 'no answer' };

interface Address {
  readonly ip: string;
}

type Tried = Extract<Hop, { at: 'dns' }>['tried'][number];

/** What a resolver found out about a name. */
interface Found {
  readonly ips: readonly Address[];
  readonly tried: readonly Tried[];
  /** A name server has not answered one of the questions. */
  readonly isUnanswered: boolean;
  readonly isKept: boolean;
  readonly version: number;
  readonly untilMs: number;
}

/** Finds addresses for names, as Pods on a node do. */
export interface Names {
  /**
   * The address of a name, found as with the /etc/resolv.conf and /etc/hosts of the Pod, or those of a Pod of a
   * namespace: an IP address stands for itself, a node's name for its address, all others are asked of the name servers.
   * Outside the cluster the names of Ingresses are known, as if somebody had told the world's DNS.
   */
  resolve(from: Source, name: string, namespace: string, path?: Hop[]): Resolved;
  /** What the name server at an address answers to one question; undefined when it does not answer. */
  query(from: Source, server: string, name: string, type: RecordType): DnsAnswer | undefined;
}

/** What names are found with. */
export interface NamesOptions {
  readonly servers: NameServers;
  readonly view: ServiceView;
  readonly ingresses: IngressView;
  readonly podNetwork: PodNetwork;
  readonly random: Random;
  readonly nowMs: () => number;
  /** The address of a machine, by its name. */
  readonly machineIp: (name: string) => string | undefined;
}

/** How Pods of a namespace find names, unless they say otherwise. */
const resolverIn = (namespace: string): Resolver =>
  createResolver({ servers: [DNS_IP], hosts: [], ...clusterSearchList(namespace) });

/** Makes the resolver of a cluster. */
export function createNames(options: NamesOptions): Names {
  const { servers, view, ingresses, podNetwork, random, nowMs, machineIp } = options;
  /** By server, search list and name. */
  const known = new WeakMap<Answering, Map<string, Map<string, Found>>>();
  const ofNamespaces = new Map<string, Resolver>();

  const serverFor = (from: Source, addresses: readonly string[]): Answering | undefined => {
    for (let i = 0; i < ATTEMPTS; i++) {
      for (const address of addresses) {
        const found = servers.at(from, address);
        if (found) return found;
      }
    }
    return undefined;
  };
  /** What a server says of a name; kept while nothing can have changed. */
  const asked = (server: Answering, from: Source, resolver: Resolver, name: string): Found => {
    const version = view.version + ingresses.version;
    const ofServer = getOrMake(known, server, newMap<Map<string, Found>>);
    const kept = getOrMake(ofServer, resolver.key, newMap<Found>);
    const before = kept.get(name);
    if (before && before.version === version && nowMs() < before.untilMs) return before;
    const found = ask(server, from, candidates(name, resolver));
    const untilMs = server.server?.logs || found.isUnanswered ? 0 : Math.min(found.untilMs, nowMs() + KNOWN_MS);
    const fresh = { ...found, version, untilMs };
    kept.set(name, fresh);
    return fresh;
  };
  return {
    query: (from, address, name, type) => serverFor(from, [address])?.answer(name, type, from.ip)?.answer,
    resolve(from, name, namespace, path) {
      if (isAddress(name)) return { ip: name };
      const machine = machineIp(name);
      if (machine !== undefined) return { ip: machine };
      if (from.isOutside) {
        const found = ingresses.addressOf(name);
        path?.push({ at: 'dns', name, isOutside: true, answer: found === undefined ? 'NXDOMAIN' : [found], tried: [] });
        return found === undefined ? { ip: undefined, failure: 'NXDOMAIN' } : { ip: found };
      }
      const sandbox = from.pod === '' ? undefined : podNetwork.at(from.ip)?.sandbox;
      const own = sandbox && resolverOf(sandbox);
      const ofHosts = own?.hosts.find(({ names }) => names.includes(name.toLowerCase()));
      if (ofHosts) return { ip: ofHosts.ip };
      const resolver = own ?? getOrMake(ofNamespaces, namespace, resolverIn);
      const server = serverFor(from, resolver.servers);
      const found = server && asked(server, from, resolver, name);
      const failure = !found || (found.ips.length === 0 && found.isUnanswered) ? 'no answer' : 'NXDOMAIN';
      if (path) {
        const answer = found && found.ips.length > 0 ? found.ips.map(({ ip }) => ip) : failure;
        const by = server?.pod ? { server: server.pod } : {};
        const kept = found?.isKept ? { isKept: true as const } : {};
        path.push({ at: 'dns', name, answer, tried: found?.tried ?? [], ...by, ...kept });
      }
      return found && found.ips.length > 0 ? random.pick(found.ips) : { ip: undefined, failure };
    },
  };
}

/** Whether a name is an IPv4 address, which begins with a digit as hardly any name does. */
function isAddress(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && /^\d+(\.\d+){3}$/.test(name);
}

/** Asks a server for one name after the other, until one has an address or the server does not answer. */
function ask(server: Answering, from: Source, names: readonly string[]): Omit<Found, 'version'> {
  const tried: Tried[] = [];
  let untilMs = Infinity;
  let isKept = false;
  for (const name of names) {
    const reply = server.answer(name, 'A', from.ip);
    if (!reply) return { ips: [], tried, isUnanswered: true, isKept, untilMs };
    const ips = reply.answer.records.filter(({ type }) => type === 'A').map(({ data }) => data);
    untilMs = Math.min(untilMs, reply.untilMs);
    isKept = reply.isKept;
    tried.push({ name, answer: ips.length > 0 ? ips : reply.answer.rcode === 'NOERROR' ? 'NODATA' : 'NXDOMAIN' });
    if (ips.length > 0) return { ips: ips.map((ip) => ({ ip })), tried, isUnanswered: false, isKept, untilMs };
  }
  return { ips: [], tried, isUnanswered: false, isKept: false, untilMs };
}
