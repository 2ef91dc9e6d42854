import type { Runtime } from '../kubelet/runtime.ts';
import type { Sandbox } from '../kubelet/runtime-container.ts';
import type { Host } from './network.ts';

/** Where an address leads. */
export interface Place {
  readonly host: Host;
  readonly runtime: Runtime;
  /** Absent for a machine's own address, which its host-network Pods share. */
  readonly sandbox: Sandbox | undefined;
}

/** Which Pod or machine has which address: the wiring of the simulated cluster, known to nobody in it. */
export interface PodNetwork {
  addMachine(ip: string, host: Host, runtime: Runtime): void;
  add(ip: string, sandbox: Sandbox, runtime: Runtime): void;
  remove(ip: string, sandbox: Sandbox): void;
  at(ip: string): Place | undefined;
}

/** Makes the address table of a cluster. */
export function createPodNetwork(): PodNetwork {
  const machines = new Map<Runtime, Host>();
  const places = new Map<string, Place>();
  return {
    addMachine(ip, host, runtime) {
      machines.set(runtime, host);
      places.set(ip, { host, runtime, sandbox: undefined });
    },
    add: (ip, sandbox, runtime) => void places.set(ip, { host: machines.get(runtime)!, runtime, sandbox }),
    remove(ip, sandbox) {
      if (places.get(ip)?.sandbox === sandbox) places.delete(ip);
    },
    at: (ip) => places.get(ip),
  };
}

/** Whether something at a place answers on a port: `hangs` accepts a connection and never answers. */
export function answersAt({ runtime, sandbox }: Place, port: number): 'yes' | 'no' | 'hangs' {
  if (sandbox) return sandboxAnswers(runtime, sandbox, port);
  for (const candidate of runtime.sandboxes.values()) {
    const answer = candidate.hostNetwork ? sandboxAnswers(runtime, candidate, port) : 'no';
    if (answer !== 'no') return answer;
  }
  return 'no';
}

function sandboxAnswers(runtime: Runtime, sandbox: Sandbox, port: number): 'yes' | 'no' | 'hangs' {
  for (const container of sandbox.containers) {
    const answer = runtime.answers(container, port);
    if (answer !== 'no') return answer;
  }
  return 'no';
}
