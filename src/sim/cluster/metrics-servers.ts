import type { Extension } from '../apiserver/aggregator/extension.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import { createClient } from '../client/client.ts';
import type { Scope } from '../engine/scope.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import { startMetricsServer } from '../metrics-server/metrics-server.ts';
import type { Listener, Network } from '../network/network.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Machine } from './machine.ts';

const ROLE = 'metrics-server';
const USER = 'system:serviceaccount:kube-system:metrics-server';
/** From the start of its container until the process serves. */
const START_MS = 300;

/** What the cluster's metrics servers need. */
export interface MetricsServersOptions {
  readonly network: Network;
  readonly podNetwork: PodNetwork;
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  readonly controlPlane: ControlPlane;
}

/** The processes of metrics servers, which come and go with their containers. */
export interface MetricsServers {
  /** Containers of the role have started or ended on a machine. */
  update(machine: Machine): void;
}

interface Running {
  readonly scope: Scope;
  readonly extension: Extension;
}

/** Runs a metrics server wherever a container of its image runs, where the control plane finds it. */
export function createMetricsServers(options: MetricsServersOptions): MetricsServers {
  const { network, podNetwork, server, controlPlane } = options;
  const { usage } = controlPlane;
  const { engine } = network;
  const kubelets: ControlPlane['kubelets'] = (node) => controlPlane.kubelets(node);
  const running = new Map<RuntimeContainer, Running>();

  const start = (machine: Machine, container: RuntimeContainer): void => {
    const { host, runtime } = machine;
    const scope = host.scope.child(ROLE);
    const client = createClient({ engine, network, host, scope, server, target: controlPlane.host, user: USER });
    const random = engine.random.fork(`${ROLE} ${container.id}`);
    const extension = { host, listener: undefined as Extension['listener'] };
    running.set(container, { scope, extension });
    const serve = (): void => {
      const isFrozen = (): boolean => runtime.freezes(ROLE);
      extension.listener = startMetricsServer({ engine, network, scope, random, client, kubelets, usage, isFrozen });
    };
    engine.after(START_MS, serve, undefined, scope);
  };
  controlPlane.extensions = (ip) => {
    const { host, sandbox } = podNetwork.at(ip) ?? {};
    if (!sandbox || !host) return undefined;
    for (const container of sandbox.containers) {
      const found = running.get(container);
      if (found) return found.extension;
    }
    return { host, listener: undefined };
  };
  return {
    update(machine) {
      for (const { containers } of machine.runtime.sandboxes.values()) {
        for (const container of containers) {
          if (container.image.role !== ROLE) continue;
          const known = running.get(container);
          if (container.state === 'running' && !known) start(machine, container);
          else if (container.state === 'exited' && known) {
            known.scope.kill();
            running.delete(container);
          }
        }
      }
    },
  };
}
