import { inCidr } from '../../../api/ip.ts';
import { fnv32a } from '../../../base/fnv.ts';
import type { Random } from '../../../base/random.ts';
import type { Host, Network } from '../network.ts';
import { type Balancer, createBalancer, type ProxyConfig, type ProxyMode } from './balance.ts';
import { parseProxyConfig } from './proxy-config.ts';

/** From the start of a sync until its rules are in force on a node, in milliseconds: at least, and how much more. */
const PROGRAM_MS = 10;
const PROGRAM_SPREAD_MS = 50;
/** A kube-proxy that begins, or reaches the API server again, has all rules after this time. */
const FULL_SYNC_MS = 1000;

/** A node's kube-proxy: its rules stay in force while it does not run, and go with the machine's power. */
export interface ProxyNode {
  readonly name: string;
  /** Address of the node. */
  readonly ip: string;
  readonly host: Host;
  /** The zone that the Node object says. */
  zone: string | undefined;
  readonly mode: ProxyMode;
  /** How long it lets pass between two syncs. */
  readonly minSyncMs: number;
  /** Whether node ports are open at an address of the machine. */
  opensNodePorts(ip: string): boolean;
  /** It runs: its status pages answer. */
  readonly isRunning: boolean;
  /** Virtual time since which it runs. */
  readonly startedMs: number;
  /** The Node is neither being deleted nor marked for it by the cluster autoscaler: traffic may come in here. */
  isEligible: boolean;
  /** Picks endpoints in that mode. */
  readonly balancer: Balancer;
  /** Connections of the node itself begin here. */
  readonly source: NodeSource;
  /** It runs and hears the API server. */
  readonly isLive: boolean;
  /** Tells it whether kube-proxy runs, and whether it hears the API server. */
  update(isRunning: boolean, isConnected: boolean): void;
  /** The machine has lost its power, and its rules. */
  reset(): void;
  /** Up to when changes are in the rules in force now; undefined when there are none. */
  knownMs(): number | undefined;
  /** The time of the rules that are kept while it is not live; Infinity while it is. */
  readonly frozenMs: number;
}

/** The node as one end of a connection. */
export interface NodeSource {
  readonly host: Host;
  readonly proxy: ProxyNode;
  readonly ip: string;
  /** It is no Pod. */
  readonly pod: '';
}

/** What a kube-proxy is made of. */
export interface ProxyNodeOptions {
  readonly network: Network;
  readonly random: Random;
  readonly host: Host;
  readonly ip: string;
  /** The configuration that it finds when it starts. */
  readonly config: () => ProxyConfig;
}

/** Makes the kube-proxy of a node. Models the syncing of pkg/proxy. */
export function createProxyNode({ network, random, host, ip, config }: ProxyNodeOptions): ProxyNode {
  const { engine } = network;
  const lagMs = PROGRAM_MS + (fnv32a(host.name) % PROGRAM_SPREAD_MS);
  let liveSinceMs = Infinity;
  let keptMs: number | undefined;
  let wasRunning = false;
  let startedMs = 0;
  let current: ProxyConfig = parseProxyConfig(undefined);
  let balancer = createBalancer(current, random);

  const start = (): void => {
    current = config();
    startedMs = engine.nowMs;
    balancer = createBalancer(current, random);
  };
  const isSynced = (): boolean => engine.nowMs >= liveSinceMs + FULL_SYNC_MS;
  const delayMs = (): number => lagMs + (network.faultOf(host)?.latencyMs ?? 0);
  const node: ProxyNode = {
    name: host.name,
    ip,
    host,
    get source() {
      return source;
    },
    zone: undefined,
    get isLive() {
      return liveSinceMs < Infinity;
    },
    isEligible: true,
    get isRunning() {
      return wasRunning;
    },
    get startedMs() {
      return startedMs;
    },
    get mode() {
      return current.mode;
    },
    get minSyncMs() {
      return current.minSyncMs;
    },
    opensNodePorts: (address) => opensNodePorts(current, ip, address),
    get balancer() {
      return balancer;
    },
    update(isRunning, isConnected) {
      if (isRunning && !wasRunning) start();
      wasRunning = isRunning;
      const isLive = isRunning && isConnected;
      if (isLive === liveSinceMs < Infinity) return;
      if (isLive) {
        liveSinceMs = engine.nowMs;
        return;
      }
      if (isSynced()) keptMs = engine.nowMs - delayMs();
      liveSinceMs = Infinity;
    },
    reset() {
      wasRunning = false;
      liveSinceMs = Infinity;
      keptMs = undefined;
    },
    knownMs: () => (isSynced() ? engine.nowMs - delayMs() : keptMs),
    get frozenMs() {
      return isSynced() ? Infinity : (keptMs ?? Infinity);
    },
  };
  const source: NodeSource = { host, proxy: node, ip, pod: '' };
  return node;
}

function opensNodePorts(
  { nodePortAddresses, localhostNodePorts }: ProxyConfig,
  ownIp: string,
  address: string,
): boolean {
  if (address.startsWith('127.') && !localhostNodePorts) return false;
  if (nodePortAddresses.length === 0) return true;
  return nodePortAddresses.some((one) => (one === 'primary' ? address === ownIp : inCidr(one)(address)));
}
