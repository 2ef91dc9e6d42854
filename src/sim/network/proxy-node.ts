import { fnv32a } from '../../base/fnv.ts';
import type { Engine } from '../engine/engine.ts';
import type { Host, Network } from './network.ts';

/** From the start of a sync until its rules are in force on a node, in milliseconds: at least, and how much more. */
const PROGRAM_MS = 10;
const PROGRAM_SPREAD_MS = 50;
/** A kube-proxy that begins, or reaches the API server again, has all rules after this time. */
const FULL_SYNC_MS = 1000;

/** A node's kube-proxy: its rules stay in force while it does not run, and go with the machine's power. */
export interface ProxyNode {
  readonly name: string;
  readonly host: Host;
  /** Tells it whether kube-proxy runs and hears the API server. */
  setLive(live: boolean): void;
  /** The machine has lost its power, and its rules. */
  reset(): void;
  /** Up to when changes are in the rules in force now; undefined when there are none. */
  knownMs(): number | undefined;
  /** The time of the rules that are kept while it is not live; Infinity while it is. */
  readonly frozenMs: number;
}

/** Makes the kube-proxy of a node. Models the syncing of pkg/proxy/iptables. */
export function createProxyNode(engine: Engine, network: Network, host: Host): ProxyNode {
  const lagMs = PROGRAM_MS + (fnv32a(host.name) % PROGRAM_SPREAD_MS);
  let liveSinceMs = Infinity;
  let keptMs: number | undefined;

  const isSynced = (): boolean => engine.nowMs >= liveSinceMs + FULL_SYNC_MS;
  const delayMs = (): number => lagMs + (network.faultOf(host)?.latencyMs ?? 0);
  return {
    name: host.name,
    host,
    setLive(live) {
      if (live === liveSinceMs < Infinity) return;
      if (live) liveSinceMs = engine.nowMs;
      else {
        if (isSynced()) keptMs = engine.nowMs - delayMs();
        liveSinceMs = Infinity;
      }
    },
    reset() {
      liveSinceMs = Infinity;
      keptMs = undefined;
    },
    knownMs: () => (isSynced() ? engine.nowMs - delayMs() : keptMs),
    get frozenMs() {
      return isSynced() ? Infinity : (keptMs ?? Infinity);
    },
  };
}
