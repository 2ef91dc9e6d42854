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
import { createRoleProcesses, type RoleProcesses } from './role-processes.ts';

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

interface Running {
  readonly scope: Scope;
  readonly extension: Extension;
}

/** Runs a metrics server wherever a container of its image runs, where the control plane finds it. */
export function createMetricsServers(options: MetricsServersOptions): RoleProcesses<unknown> {
  const { network, podNetwork, server, controlPlane } = options;
  const { usage } = controlPlane;
  const { engine } = network;
  const kubelets: ControlPlane['kubelets'] = (node) => controlPlane.kubelets(node);
  const start = ({ host, runtime }: Machine, container: RuntimeContainer): Running => {
    const scope = host.scope.child(ROLE);
    const client = createClient({ engine, network, host, scope, server, target: controlPlane.host, user: USER });
    const random = engine.random.fork(`${ROLE} ${container.id}`);
    const extension = { host, listener: undefined as Extension['listener'] };
    const serve = (): void => {
      const isFrozen = (): boolean => runtime.freezes(ROLE);
      extension.listener = startMetricsServer({ engine, network, scope, random, client, kubelets, usage, isFrozen });
    };
    engine.after(START_MS, serve, undefined, scope);
    return { scope, extension };
  };
  const processes = createRoleProcesses(ROLE, start);
  controlPlane.extensions = (ip) => {
    const { host, sandbox } = podNetwork.at(ip) ?? {};
    if (!sandbox || !host) return undefined;
    for (const container of sandbox.containers) {
      const found = processes.of(container);
      if (found) return found.extension;
    }
    return { host, listener: undefined };
  };
  return processes;
}
