import type { Runtime } from '../kubelet/runtime.ts';
import type { RuntimeContainer, Sandbox } from '../kubelet/runtime-container.ts';
import type { Host } from './network.ts';

/** Where an address leads. */
export interface Place {
  readonly host: Host;
  readonly runtime: Runtime;
  /** Absent for a machine's own address, which its host-network Pods share. */
  readonly sandbox: Sandbox | undefined;
  /** Who answers at a port of a machine, where containers have ports of the machine instead of addresses of their own. */
  readonly published?: Published;
}

/** The container that is reached at a port of a machine: `hangs` is one that accepts a connection and never answers. */
export type Published = (port: number) => RuntimeContainer | 'hangs' | undefined;

/** Which Pod or machine has which address: the wiring of the simulated cluster, known to nobody in it. */
export interface PodNetwork {
  addMachine(ip: string, host: Host, runtime: Runtime, published?: Published): void;
  /** The machine is gone. */
  removeMachine(ip: string): void;
  add(ip: string, sandbox: Sandbox, runtime: Runtime): void;
  remove(ip: string, sandbox: Sandbox): void;
  at(ip: string): Place | undefined;
  /** The address of a Pod (`namespace/name`) that runs and has one of its own. */
  ipOf(pod: string): string | undefined;
}

/** Makes the address table of a cluster. */
export function createPodNetwork(): PodNetwork {
  const machines = new Map<Runtime, Host>();
  const places = new Map<string, Place>();
  const ips = new Map<string, string>();
  return {
    addMachine(ip, host, runtime, published) {
      machines.set(runtime, host);
      places.set(ip, { host, runtime, sandbox: undefined, ...(published ? { published } : {}) });
    },
    removeMachine: (ip) => void places.delete(ip),
    add(ip, sandbox, runtime) {
      places.set(ip, { host: machines.get(runtime)!, runtime, sandbox });
      ips.set(sandbox.podKey, ip);
    },
    remove(ip, sandbox) {
      if (places.get(ip)?.sandbox !== sandbox) return;
      places.delete(ip);
      if (ips.get(sandbox.podKey) === ip) ips.delete(sandbox.podKey);
    },
    ipOf: (pod) => ips.get(pod),
    at: (ip) => places.get(ip),
  };
}

/** The container at a place that answers on a port: `hangs` is one that accepts a connection and never answers. */
export function listenerAt(place: Place, port: number): RuntimeContainer | 'hangs' | undefined {
  const { runtime, sandbox, published } = place;
  if (published) return published(port);
  if (sandbox) return listenerIn(runtime, sandbox, port);
  for (const candidate of runtime.sandboxes.values()) {
    const found = candidate.hostNetwork ? listenerIn(runtime, candidate, port) : undefined;
    if (found) return found;
  }
  return undefined;
}

function listenerIn(runtime: Runtime, sandbox: Sandbox, port: number): RuntimeContainer | 'hangs' | undefined {
  for (const container of sandbox.containers) {
    const answer = runtime.answers(container, port);
    if (answer !== 'no') return answer === 'hangs' ? 'hangs' : container;
  }
  return undefined;
}
