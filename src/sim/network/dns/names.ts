import type { Random } from '../../../base/random.ts';
import type { Hop } from '../../../protocol/hop.ts';
import type { DnsAnswer, RecordType } from '../../shell/network-access.ts';
import { candidates } from '../../shell/search-list.ts';
import type { IngressView } from '../ingress/ingress-view.ts';
import type { ServiceView } from '../proxy/service-view.ts';
import type { Router, Source } from '../router.ts';
import { clusterSearchList } from './search-list.ts';
import { lookUp } from './zone.ts';

/** The cluster's name service, as the kubelet tells every Pod. */
export const DNS_IP = '10.96.0.10';
const DNS_PORT = 53;
/** A resolver asks this often before it gives up. */
const ATTEMPTS = 2;
/** A chain of names that stand for names is followed so far. */
const MOST_ALIASES = 8;

/** An address, or why there is none: the name does not exist, or CoreDNS does not answer. */
export type Resolved = { readonly ip: string } | { readonly ip: undefined; readonly failure: 'NXDOMAIN' | 'no answer' };

type Tried = Extract<Hop, { at: 'dns' }>['tried'][number];

/** Finds addresses for names, as Pods on a node do. */
export interface Names {
  /**
   * The address of a name, found as with the /etc/resolv.conf of a Pod of a namespace: an IP address stands for itself,
   * a node's name for its address, all others are asked of CoreDNS. Outside the cluster the names of Ingresses are known,
   * as if somebody had told the world's DNS.
   */
  resolve(from: Source, name: string, namespace: string, path?: Hop[]): Resolved;
  /** What the name server at an address answers to one question; undefined when it does not answer. */
  query(from: Source, server: string, name: string, type: RecordType): DnsAnswer | undefined;
}

/** Makes the resolver of a cluster. CoreDNS is taken to know the newest state of Services while one of its Pods answers. */
export function createNames(options: {
  readonly router: Router;
  readonly view: ServiceView;
  readonly ingresses: IngressView;
  readonly random: Random;
  /** The address of a machine, by its name. */
  readonly machineIp: (name: string) => string | undefined;
}): Names {
  const { router, view, ingresses, random, machineIp } = options;

  const answers = (from: Source, server: string): boolean => {
    for (let i = 0; i < ATTEMPTS; i++) {
      const { outcome, pod } = router.connect(from, server, DNS_PORT);
      if (outcome === 'ok' && pod.startsWith('kube-system/coredns-')) return true;
    }
    return false;
  };
  const addressesOf = (name: string, depth = 0): readonly string[] => {
    const { records } = lookUp(view, name, 'A');
    const alias = records.find(({ type }) => type === 'CNAME');
    if (alias && depth < MOST_ALIASES) return addressesOf(alias.data, depth + 1);
    return records.filter(({ type }) => type === 'A').map(({ data }) => data);
  };
  const kept = new Map<string, readonly string[]>();
  let keptVersion = -1;
  /** Addresses of a name, kept until a Service changes: clients ask for the same few names very often. */
  const known = (name: string, namespace: string): readonly string[] => {
    if (keptVersion !== view.version) kept.clear();
    keptVersion = view.version;
    const key = `${namespace} ${name}`;
    let found = kept.get(key);
    if (!found) {
      found = firstOf(candidates(name, clusterSearchList(namespace)), addressesOf);
      kept.set(key, found);
    }
    return found;
  };
  /** What a resolver asks for one after the other, until something answers. */
  const triedFor = (name: string, namespace: string): Tried[] => {
    const tried: Tried[] = [];
    for (const full of candidates(name, clusterSearchList(namespace))) {
      const found = addressesOf(full);
      const isKnown = lookUp(view, full, 'A').rcode === 'NOERROR';
      tried.push({ name: full, answer: found.length > 0 ? found : isKnown ? 'NODATA' : 'NXDOMAIN' });
      if (found.length > 0) break;
    }
    return tried;
  };
  return {
    query: (from, server, name, type) => (answers(from, server) ? followed(view, name, type) : undefined),
    resolve(from, name, namespace, path) {
      if (/^\d+(\.\d+){3}$/.test(name)) return { ip: name };
      const machine = machineIp(name);
      if (machine !== undefined) return { ip: machine };
      if (from.isOutside) {
        const found = ingresses.addressOf(name);
        path?.push({ at: 'dns', name, isOutside: true, answer: found === undefined ? 'NXDOMAIN' : [found], tried: [] });
        return found === undefined ? { ip: undefined, failure: 'NXDOMAIN' } : { ip: found };
      }
      const isAnswered = answers(from, DNS_IP);
      const found = isAnswered ? known(name, namespace) : [];
      const answer = found.length > 0 ? found : isAnswered ? 'NXDOMAIN' : 'no answer';
      path?.push({ at: 'dns', name, answer, tried: isAnswered ? triedFor(name, namespace) : [] });
      if (found.length > 0) return { ip: random.pick(found) };
      return { ip: undefined, failure: isAnswered ? 'NXDOMAIN' : 'no answer' };
    },
  };
}

/** The answer to a question, with what an alias stands for. Models how CoreDNS completes a CNAME. */
function followed(view: ServiceView, name: string, type: RecordType): DnsAnswer {
  const own = lookUp(view, name, type);
  const alias = own.records.find((record) => record.type === 'CNAME');
  if (!alias || type === 'CNAME') return own;
  return { rcode: 'NOERROR', records: [alias, ...lookUp(view, alias.data, type).records] };
}

function firstOf(names: readonly string[], find: (name: string) => readonly string[]): readonly string[] {
  for (const name of names) {
    const found = find(name);
    if (found.length > 0) return found;
  }
  return [];
}
