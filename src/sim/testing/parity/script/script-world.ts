import type { Node, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { type Process, sleep } from '../../../../api/process.ts';
import { rfc3339, rfc3339Micro } from '../../../../base/time.ts';
import LeaseKind from '../../../../kinds/lease/kind.ts';
import NodeKind from '../../../../kinds/node/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { type ControllerWorld, condition, createControllerWorld } from '../../controller-world.ts';

/** A control plane with nodes that send heartbeats and Pods that a script moves. */
export interface ScriptWorld extends ControllerWorld {
  /** Creates an object of a case in its namespace; nodes may be written short. */
  create(object: KubeObject): void;
  /** The object that patches are for: the first one of a case that is no Pod and no node. */
  readonly main: KubeObject | undefined;
}

/** A node as the cases write it. */
interface ShortNode {
  readonly kind: 'Node';
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly taints?: NonNullable<Node['spec']>['taints'] | null;
  readonly unschedulable?: boolean;
}

const LEASES = 'kube-node-lease';
const HEARTBEAT_MS = 10_000;
/** The recorded API server took about as long for an object: the controllers have seen it before the next one comes. */
const CREATE_MS = 10;
/** Nodes of the recorded cluster that cases speak of without making them. */
const NODES: readonly ShortNode[] = [
  { kind: 'Node', name: 'n1' },
  { kind: 'Node', name: 'n2' },
  { kind: 'Node', name: 'n3' },
  { kind: 'Node', name: 'nz', labels: { 'topology.kubernetes.io/zone': 'z1' } },
];

/** Starts one with the objects of a case. Throws when one of them is refused. */
export function createScriptWorld(objects: readonly KubeObject[], scheduler = true): ScriptWorld {
  const plain = createControllerWorld({ scheduler, limits: true });
  const workload = objects.find(({ kind }) => kind !== 'Pod' && kind !== 'Node');
  const world: ScriptWorld = { ...plain, main: workload, create: (object) => create(world, object) };
  for (const node of NODES) addNode(world, node);
  for (const name of namedNodes(objects)) addNode(world, { kind: 'Node', name });
  world.run(6_000);
  for (const object of objects) {
    world.create(object);
    world.run(CREATE_MS);
  }
  world.settle();
  return world;
}

function namedNodes(objects: readonly KubeObject[]): string[] {
  const known = new Set(NODES.map(({ name }) => name));
  for (const object of objects) if (object.kind === 'Node') known.add(nameOf(object));
  const named = objects.flatMap((object) => (object as Pod).spec?.nodeName ?? []);
  return [...new Set(named)].filter((name) => typeof name === 'string' && !known.has(name));
}

function nameOf(object: KubeObject): string {
  return object.metadata?.name ?? (object as unknown as ShortNode).name;
}

function create(world: ScriptWorld, object: KubeObject): void {
  if (!object.kind) return;
  if (object.kind === 'Node') {
    addNode(world, object.metadata ? shortOf(object as Node) : (object as unknown as ShortNode));
    return;
  }
  const kind = world.kind(object.kind);
  if (!kind) throw new Error(`no kind ${object.kind}`);
  const namespace = kind.namespaced ? { namespace: object.metadata?.namespace ?? NAMESPACE } : {};
  world.act(world.client.create(kind, { ...object, metadata: { ...object.metadata, ...namespace } }));
}

function shortOf({ metadata, spec }: Node): ShortNode {
  return {
    ...{ kind: 'Node', name: metadata.name!, labels: metadata.labels ?? {} },
    ...(spec?.taints ? { taints: spec.taints } : {}),
    unschedulable: spec?.unschedulable ?? false,
  };
}

/** Adds a ready node with ample room whose kubelet renews its Lease. */
function addNode(world: ScriptWorld, { name, labels, taints, unschedulable }: ShortNode): void {
  const { client, engine } = world;
  const spec = { ...(taints ? { taints } : {}), ...(unschedulable ? { unschedulable } : {}) };
  const metadata = { name, labels: { 'kubernetes.io/hostname': name, ...labels } };
  const room = { cpu: '64', memory: '256Gi', pods: '500', 'ephemeral-storage': '100Gi' };
  const ready = { ...condition('Ready', 'True', engine.unixMs), lastHeartbeatTime: rfc3339(engine.unixMs) };
  const status = { capacity: room, allocatable: room, conditions: [{ ...ready, reason: 'KubeletReady' }] };
  // A kubelet registers its node with its status; the scheduler never sees it without room.
  world.act(client.create(NodeKind, { apiVersion: 'v1', kind: 'Node', metadata, spec, status } as unknown as Node));
  const renewTime = rfc3339Micro(engine.unixMs);
  const lease = { holderIdentity: name, leaseDurationSeconds: 40, renewTime };
  const leaseMeta = { namespace: LEASES, name };
  world.act(
    client.create(LeaseKind, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: leaseMeta, spec: lease }),
  );
  function* renew(): Process<void> {
    for (;;) {
      yield* sleep(HEARTBEAT_MS);
      const body = { spec: { renewTime: rfc3339Micro(engine.unixMs) } };
      yield* client.patch(LeaseKind, LEASES, name, { type: 'application/merge-patch+json', body });
    }
  }
  engine.spawn(renew());
}
