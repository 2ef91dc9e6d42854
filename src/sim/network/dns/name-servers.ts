import type { Random } from '../../../base/random.ts';
import type { RuntimeContainer } from '../../kubelet/runtime-container.ts';
import { filesOf } from '../../kubelet/server-files.ts';
import type { RecordType } from '../../shell/network-access.ts';
import type { IngressView } from '../ingress/ingress-view.ts';
import type { PodNetwork } from '../pod-network.ts';
import type { ServiceView } from '../proxy/service-view.ts';
import type { Router, Source } from '../router.ts';
import type { NameServerConfig } from './corefile/config.ts';
import type { Found } from './dns-cache.ts';
import { NameServer, type Reply } from './name-server.ts';

export const DNS_PORT = 53;
/** Of what it logs of questions it writes so many lines a second: clients may ask very often. */
const LINES_A_SECOND = 10;
/** Name servers outside the cluster: the machines' own, and those that everybody knows. */
const OUTER: ReadonlySet<string> = new Set(['192.168.0.1', '8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9']);
const OUTER_TTL_S = 300;
const OUTER_DENIAL_S = 900;

/** Who answers at an address: a CoreDNS of the cluster, or the world's name servers. */
export interface Answering {
  /** `namespace/name` of its Pod, '' for one outside the cluster. */
  readonly pod: string;
  /** Undefined for one outside. */
  readonly server: NameServer | undefined;
  answer(name: string, type: RecordType, from: string, depth?: number): Reply;
}

/** Finds name servers by their addresses. */
export interface NameServers {
  at(from: Source, ip: string): Answering | undefined;
}

/** What they need of the cluster. */
export interface NameServersOptions {
  readonly router: Router;
  readonly view: ServiceView;
  readonly ingresses: IngressView;
  readonly podNetwork: PodNetwork;
  readonly random: Random;
  readonly now: () => { readonly nowMs: number; readonly unixMs: number };
}

/** The configuration with which a container's CoreDNS runs. */
export function runningConfig({ world, loaded }: RuntimeContainer): NameServerConfig | undefined {
  return (world?.mainServer?.loaded ?? loaded)?.names;
}

/** Makes the table of all name servers. */
export function createNameServers(options: NameServersOptions): NameServers {
  const { router, view, ingresses, podNetwork, random, now } = options;
  const known = new WeakMap<RuntimeContainer, Answering>();

  const outside: Answering = {
    pod: '',
    server: undefined,
    answer(name, type) {
      const { answer, denialS } = outer(ingresses, name, type);
      return { answer, denialS, untilMs: Infinity, isKept: false };
    },
  };
  const at = (from: Source, ip: string): Answering | undefined => {
    if (OUTER.has(ip)) return outside;
    const { outcome, container, pod } = router.connect(from, ip, DNS_PORT);
    if (outcome !== 'ok' || container?.image.role !== 'coredns') return undefined;
    const config = runningConfig(container);
    if (!config) return undefined;
    let found = known.get(container);
    if (found?.server?.config !== config) {
      found = answering(container, config, pod);
      known.set(container, found);
    }
    return found;
  };
  const answering = (container: RuntimeContainer, config: NameServerConfig, pod: string): Answering => {
    const server = new NameServer(config, {
      view,
      random,
      ip: container.sandbox.ip,
      hasPod: (namespace, ip) => podNetwork.at(ip)?.sandbox?.podKey.startsWith(`${namespace}/`) ?? false,
      file: (path) => fileOf(podNetwork, container, path),
      ask(address, name, type, depth): Found | undefined {
        const host = podNetwork.at(container.sandbox.ip)?.host;
        if (!host) return undefined;
        const own: Source = { host, proxy: router.proxies.get(host), ip: container.sandbox.ip, pod };
        return at(own, address)?.answer(name, type, container.sandbox.ip, depth);
      },
      log: limited(
        (line) => container.log.writeLine('stdout', line, now().unixMs),
        () => now().nowMs,
      ),
      nowMs: () => now().nowMs,
    });
    return { pod, server, answer: (...question) => server.answer(...question) };
  };
  return { at };
}

/** Outside, names of Ingresses are known, as if somebody had told the world's DNS. */
function outer(ingresses: IngressView, name: string, type: RecordType): Found {
  const ip = ingresses.addressOf(name.replace(/\.$/, ''));
  if (ip === undefined) return { answer: { rcode: 'NXDOMAIN', records: [] }, denialS: OUTER_DENIAL_S };
  const record = { name: `${name.replace(/\.$/, '')}.`, type: 'A', ttl: OUTER_TTL_S, data: ip } as const;
  return { answer: { rcode: 'NOERROR', records: type === 'A' ? [record] : [] }, denialS: OUTER_DENIAL_S };
}

function fileOf(podNetwork: PodNetwork, container: RuntimeContainer, path: string): string {
  const { config, sandbox } = container;
  if (path === '/etc/resolv.conf') return config.files().resolvConf;
  if (path === '/etc/hosts') return config.files().hosts;
  const place = podNetwork.at(sandbox.ip);
  const files = place && filesOf(place.runtime, container);
  return files?.find(path, '/')?.node.type === 'file' ? files.readFile(path, '/') : '';
}

function limited(write: (line: string) => void, now: () => number): (line: string) => void {
  let second = -1;
  let count = 0;
  return (line) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) count = 0;
    second = current;
    if (count++ < LINES_A_SECOND) write(line);
  };
}
