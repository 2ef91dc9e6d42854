import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { objectKey } from '../../api/object.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import type { ListOptions } from '../../api/request.ts';
import { isReason, notFound } from '../../api/status.ts';
import { formatDuration } from '../../base/duration.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { ExtensionRequest } from '../apiserver/aggregator/extension.ts';
import type { KubeletAddress } from '../apiserver/kubelet-client.ts';
import type { ApiClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { NodeStats } from '../kubelet/stats/node-stats.ts';
import { ConnectionError, type Listener, type Network } from '../network/network.ts';
import { type Measured, Points } from './points.ts';
import type { UsageLog } from './usage-log.ts';

/** --metric-resolution and --kubelet-request-timeout. */
const RESOLUTION_MS = 15_000;
const KUBELET_TIMEOUT_MS = 10_000;
/** Requests to kubelets are spread over a time, longer with more nodes. */
const DELAY_PER_NODE_MS = 8;
const MAX_DELAY_MS = 4000;

const API_VERSION = 'metrics.k8s.io/v1beta1';
/** The API server's caches answer, as an informer would. */
const CACHED: ListOptions = { resourceVersion: '0' };

/** What a metrics server is made of. */
export interface MetricsServerOptions {
  readonly engine: Engine;
  readonly network: Network;
  /** Of its container's process. */
  readonly scope: Scope;
  readonly random: Random;
  readonly client: ApiClient;
  readonly kubelets: (node: string) => KubeletAddress | undefined;
  /** Keeps what was measured for those who look at the cluster. */
  readonly usage?: UsageLog;
  /** Whether its process is stopped by a fault. */
  readonly isFrozen: () => boolean;
}

/**
 * Starts the server of metrics.k8s.io in its Pod: every 15 s it asks all kubelets what their machines and containers
 * use, and answers from the last two rounds. Where upstream keeps informers it asks the API server's caches when it is
 * asked itself: a watch of all Pods would cost every write of a Pod. Models metrics-server v0.7.
 */
export function startMetricsServer(options: MetricsServerOptions): Listener<ExtensionRequest, unknown> {
  const { engine, scope, client } = options;
  const points = new Points(RESOLUTION_MS);
  spawnGuarded(engine, scope, rounds(options, points));
  return {
    host: client.host,
    scope,
    *serve(request) {
      if (options.isFrozen()) yield* wait(new Future<void>());
      if (request.verb === 'discover') return undefined;
      const { plural, namespace } = request;
      if (request.verb === 'get') {
        const read = plural === 'nodes' ? oneNode : onePod;
        return { apiVersion: API_VERSION, ...(yield* read(options, points, namespace, request.name)) };
      }
      const items =
        plural === 'nodes' ? nodes(options, points, request.list) : pods(options, points, namespace, request.list);
      const kind = plural === 'nodes' ? 'NodeMetricsList' : 'PodMetricsList';
      return { kind, apiVersion: API_VERSION, metadata: {}, items: yield* items };
    },
  };
}

function* rounds(options: MetricsServerOptions, points: Points): Process {
  const { engine, isFrozen } = options;
  let known: readonly Node[] = [];
  for (;;) {
    const dueMs = engine.nowMs + RESOLUTION_MS;
    if (!isFrozen()) {
      known = yield* listed(options, known);
      const batch = yield* round(options, known);
      points.store(batch);
      const pods = batch.flatMap((stats) => stats.pods.map(({ key }) => key));
      options.usage?.note(
        engine.nowMs,
        points,
        batch.map(({ name }) => name),
        pods,
      );
    }
    yield* sleep(Math.max(0, dueMs - engine.nowMs));
  }
}

/** The nodes of the cluster; those of before while the API server cannot be reached. */
function* listed({ client }: MetricsServerOptions, known: readonly Node[]): Process<readonly Node[]> {
  try {
    return (yield* client.list(NodeKind, '', CACHED)).items;
  } catch {
    return known;
  }
}

/** Asks all kubelets at about the same time, and waits for those that answer. */
function* round(options: MetricsServerOptions, known: readonly Node[]): Process<readonly NodeStats[]> {
  const { engine, scope, network, client, random, kubelets } = options;
  const batch: NodeStats[] = [];
  const done = new Future<void>();
  const spreadMs = Math.min(DELAY_PER_NODE_MS * known.length, MAX_DELAY_MS);
  let open = 1;
  const close = (): void => {
    if (--open === 0) done.resolve();
  };
  const request = { what: 'stats', namespace: '', pod: '' } as const;
  const ask = (kubelet: KubeletAddress): void => {
    const answer = network.call(client.host, kubelet.listener, kubelet.host, request, KUBELET_TIMEOUT_MS, scope);
    answer.onSettle(() => {
      const stats = statsOf(answer);
      if (stats) batch.push(stats);
      close();
    });
  };
  for (const { metadata } of known) {
    const kubelet = kubelets(metadata.name!);
    if (!kubelet) continue;
    open++;
    engine.after(random.uniform(0, spreadMs), ask, kubelet, scope);
  }
  close();
  yield* wait(done);
  return batch;
}

function statsOf(answer: Future<{ readonly stats?: NodeStats }>): NodeStats | undefined {
  try {
    return answer.value.stats;
  } catch (error) {
    if (error instanceof ConnectionError) return undefined;
    throw error;
  }
}

function* nodes({ client, engine }: MetricsServerOptions, points: Points, options: ListOptions): Process<unknown[]> {
  const { items } = yield* client.list(NodeKind, '', { ...selectors(options), ...CACHED });
  return items.flatMap((node) => nodeMetrics(node, points.node(node.metadata.name!), engine.unixMs));
}

function* oneNode({ client, engine }: MetricsServerOptions, points: Points, _: string, name: string): Process<object> {
  const node = yield* client.get(NodeKind, '', name);
  const [found] = nodeMetrics(node, points.node(name), engine.unixMs);
  if (!found) throw notFound({ group: 'metrics.k8s.io', plural: 'nodemetrics' }, name);
  return { kind: 'NodeMetrics', ...found };
}

function* pods(
  { client, engine }: MetricsServerOptions,
  points: Points,
  namespace: string,
  options: ListOptions,
): Process<unknown[]> {
  const { items } = yield* client.list(PodKind, namespace, { ...selectors(options), ...CACHED });
  return items.filter(isRunning).flatMap((pod) => podMetrics(pod, points, engine.unixMs));
}

function* onePod(
  { client, engine }: MetricsServerOptions,
  points: Points,
  namespace: string,
  name: string,
): Process<object> {
  const full = `${namespace}/${name}`;
  let pod: Pod;
  try {
    pod = yield* client.get(PodKind, namespace, name);
  } catch (error) {
    throw isReason(error, 'NotFound') ? notFound({ group: '', plural: 'pods' }, full) : error;
  }
  const [found] = isRunning(pod) ? podMetrics(pod, points, engine.unixMs) : [];
  if (!found) throw notFound({ group: 'metrics.k8s.io', plural: 'podmetrics' }, full);
  return { kind: 'PodMetrics', ...found };
}

function selectors({ labelSelector, fieldSelector }: ListOptions): ListOptions {
  return { ...(labelSelector ? { labelSelector } : {}), ...(fieldSelector ? { fieldSelector } : {}) };
}

function isRunning({ status }: Pod): boolean {
  return status?.phase === 'Running';
}

function metadataOf({ metadata }: KubeObject, nowMs: number): KubeObject['metadata'] {
  const { name, namespace, labels } = metadata;
  return {
    ...{ name: name!, creationTimestamp: rfc3339(nowMs) },
    ...(namespace ? { namespace } : {}),
    ...(labels ? { labels } : {}),
  };
}

function nodeMetrics(node: Node, found: Measured | undefined, nowMs: number): object[] {
  if (!found) return [];
  const { atMs, windowMs, usage } = found;
  return [{ metadata: metadataOf(node, nowMs), timestamp: rfc3339(atMs), window: formatDuration(windowMs), usage }];
}

function podMetrics(pod: Pod, points: Points, nowMs: number): object[] {
  const found = points.pod(objectKey(pod));
  if (!found) return [];
  const { atMs, windowMs, containers } = found;
  return [{ metadata: metadataOf(pod, nowMs), timestamp: rfc3339(atMs), window: formatDuration(windowMs), containers }];
}
