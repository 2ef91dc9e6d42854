import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { Action, ImageSpec, NodeSpec } from '../../api/scenario.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import { type ApiClient, createClient } from '../client/client.ts';
import { type ActionResult, type Cluster, createCluster } from '../cluster/cluster.ts';
import { watchOver } from './watched-clusters.ts';

/** A node as scenarios have it by default. */
export function defaultNode(name: string): NodeSpec {
  return { name, labels: {}, taints: [], cpu: '4', memory: '8Gi', pods: 110, extended: {} };
}

/** A cluster of equal nodes that has come up; it is held to the invariants for as long as its test file runs. */
export function bootCluster(...options: Parameters<typeof bootUnwatchedCluster>): Cluster {
  const cluster = bootUnwatchedCluster(...options);
  watchOver(cluster);
  return cluster;
}

/** The same, for tests that break invariants themselves, as by Pods put on a full node by name. */
export function bootUnwatchedCluster(
  nodes: number,
  seed = 1,
  images: readonly ImageSpec[] = [],
  manifests: readonly Pod[] = [],
  members = 1,
): Cluster {
  const list = Array.from({ length: nodes }, (_, i) => defaultNode(`node-${i + 1}`));
  const cluster = createCluster({
    cluster: { nodes: list, members, controlPlaneAsNodes: false },
    images,
    seed,
    manifests,
  });
  while (!cluster.up.settled && cluster.engine.step());
  return cluster;
}

/** Carries out an input and runs the engine until it is done. */
export function act(cluster: Cluster, action: Action): ActionResult {
  const result = cluster.act(action);
  while (!result.settled && cluster.engine.step());
  return result.value;
}

/** Applies a YAML stream; throws with kubectl's words if it is refused. */
export function apply(cluster: Cluster, yaml: string): string {
  const { stdout, stderr, exitCode } = act(cluster, { type: 'apply', yaml });
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** A client of the administrator at the API server, for what needs no kubectl. */
export function adminClient(cluster: Cluster): ApiClient {
  const { engine, network, operator, controlPlane } = cluster;
  return createClient({
    engine,
    network,
    host: operator,
    scope: operator.scope,
    server: () => controlPlane.doors.listener,
    target: controlPlane.host,
    user: 'kubernetes-admin',
  });
}

/** Runs a process until it is done; throws what it throws. */
export function finish<T>(cluster: Cluster, process: Process<T>): T {
  const done = cluster.engine.spawn(process);
  while (!done.settled && cluster.engine.step());
  return done.value;
}

/** Runs until a condition holds, looked at each 100 ms of virtual time; throws when it does not within the limit. */
export function runUntil(cluster: Cluster, condition: () => boolean, limitMs: number, what: string): void {
  const endMs = cluster.engine.nowMs + limitMs;
  while (!condition()) {
    if (cluster.engine.nowMs >= endMs) throw new Error(`not within ${limitMs / 1000} s: ${what}`);
    cluster.engine.runUntil(cluster.engine.nowMs + 100);
  }
}

/** All objects of a kind now, sorted by key. */
export function objectsOf<T extends KubeObject>(cluster: Cluster, kind: string, namespace?: string): T[] {
  return cluster.apiServer
    .snapshot()
    .filter((write) => write.kind.kind === kind)
    .map((write) => write.object as T)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
}

/** Keeps every committed write from now on, with its virtual time since the cluster was up. */
export function recordWrites(cluster: Cluster): { readonly atMs: number; readonly write: CommittedWrite }[] {
  const writes: { atMs: number; write: CommittedWrite }[] = [];
  cluster.apiServer.onCommit((write) => writes.push({ atMs: cluster.engine.nowMs - cluster.upAtMs, write }));
  return writes;
}
