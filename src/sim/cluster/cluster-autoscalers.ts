import type { Process } from '../../api/process.ts';
import type { AutoscalerSpec } from '../../api/scenario.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import { createClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { becomeLeader, RENEW_DEADLINE_MS } from '../client/leader-election.ts';
import { createRecorder } from '../client/recorder.ts';
import { startAutoscaler } from '../cloud/autoscaler/autoscaler.ts';
import type { Scope } from '../engine/scope.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Listener, Network } from '../network/network.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Machine } from './machine.ts';
import { createRoleProcesses, type RoleProcesses } from './role-processes.ts';

const ROLE = 'cluster-autoscaler';
const USER = 'system:serviceaccount:kube-system:cluster-autoscaler';
/** --kube-client-qps and --kube-client-burst */
const LIMITS = { qps: 5, burst: 10 };
/** From the start of its container until the process works. */
const START_MS = 500;

/** What cluster autoscalers need. */
export interface ClusterAutoscalersOptions {
  readonly network: Network;
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  readonly controlPlane: ControlPlane;
  /** Its flags; without them its containers do nothing. */
  readonly autoscaler: AutoscalerSpec | undefined;
}

/** Runs a cluster autoscaler wherever a container of its image runs; they elect a leader by Lease. */
export function createClusterAutoscalers(options: ClusterAutoscalersOptions): RoleProcesses<unknown> {
  return createRoleProcesses(ROLE, (machine, container) => ({ scope: start(options, machine, container) }));
}

function start(options: ClusterAutoscalersOptions, { host, runtime }: Machine, container: RuntimeContainer): Scope {
  const { network, server, controlPlane, autoscaler: spec } = options;
  const { engine } = network;
  const scope = host.scope.child(ROLE);
  const random = engine.random.fork(`${ROLE} ${container.id}`);
  const base = { engine, network, host, scope, server, target: controlPlane.host, user: USER };
  const client = createClient({ ...base, ...LIMITS });
  const recorder = createRecorder({ engine, scope, client, random: random.fork('events'), component: ROLE });
  const election = {
    ...{ engine, recorder, random: random.fork('election'), name: ROLE },
    client: createClient({ ...base, timeoutMs: RENEW_DEADLINE_MS / 2 }),
    identity: container.sandbox.podKey.split('/')[1] ?? '',
  };
  const life = function* (): Process<void> {
    const leading = yield* becomeLeader(election);
    const { groups = [] } = controlPlane.cloud ?? {};
    const informers = createInformerFactory({ engine, scope, client: createClient(base), random });
    startAutoscaler({ engine, scope, client, informers, recorder, random, groups, spec: spec! });
    informers.start();
    yield* leading;
    // It has lost its lead: the process ends, and the kubelet starts it again.
    runtime.exit(container, 1);
  };
  if (spec) engine.after(START_MS, () => void spawnGuarded(engine, scope, life()), undefined, scope);
  return scope;
}
