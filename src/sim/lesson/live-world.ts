import { toCel } from '../../api/cel/values.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { World } from '../../api/lesson/world.ts';
import { type KubeObject, objectKey } from '../../api/object.ts';
import { parseLabelSelector } from '../../api/selectors.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { findKinds } from '../cluster/control-plane.ts';
import { lostOf } from '../traffic/outcome.ts';

/** What an expression has read: plurals of kinds, `traffic` and `time`. */
export type Reads = ReadonlySet<string>;

/**
 * The cluster as goals see it: what the store has committed and what traffic has counted. It observes, and notes what
 * is read, so that an expression is only evaluated again when something that it read has changed.
 */
export class LiveWorld implements World {
  private readonly cluster: Cluster;
  private readonly objectsOf = new Map<string, Map<string, KubeObject>>();
  private readonly plurals = new Map<string, string>();
  private readonly values = new WeakMap<KubeObject, unknown>();
  private reads = new Set<string>();

  /** @param onChange is told the plural of the kind of every write */
  constructor(cluster: Cluster, onChange: (plural: string) => void) {
    this.cluster = cluster;
    for (const { kind, plural, singular, shortNames = [] } of findKinds()) {
      for (const name of [plural, singular, kind.toLowerCase(), ...shortNames])
        if (!this.plurals.has(name)) this.plurals.set(name, plural);
    }
    for (const { kind, object } of cluster.apiServer.snapshot()) this.store(kind.plural).set(objectKey(object), object);
    cluster.apiServer.onCommit(({ kind, type, object }) => {
      if (kind.kind === 'Lease') return;
      if (type === 'DELETED') this.store(kind.plural).delete(objectKey(object));
      else this.store(kind.plural).set(objectKey(object), object);
      onChange(kind.plural);
    });
  }

  /** Does something and tells what it has read. */
  reading<T>(work: () => T): { readonly value: T; readonly reads: Reads } {
    this.reads = new Set();
    return { value: work(), reads: this.reads };
  }

  object(kind: string, name: string): unknown {
    const store = this.read(kind);
    const object = store.get(name) ?? store.get(`default/${name}`);
    return object && this.value(object);
  }

  objects(kind: string, namespace: string, selector: string): readonly unknown[] {
    const { matches } = parseLabelSelector(selector);
    return [...this.read(kind).values()]
      .filter(({ metadata }) => namespace === '' || !metadata.namespace || metadata.namespace === namespace)
      .filter(({ metadata }) => matches(metadata.labels ?? {}))
      .sort((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1))
      .map((object) => this.value(object));
  }

  endpoints(service: string): number {
    const slash = service.indexOf('/');
    const [namespace, name] = slash < 0 ? ['default', service] : [service.slice(0, slash), service.slice(slash + 1)];
    const addresses = new Set<string>();
    for (const object of this.read('endpointslices').values()) {
      const { metadata, endpoints } = object as EndpointSlice;
      if (metadata?.namespace !== namespace || metadata.labels?.['kubernetes.io/service-name'] !== name) continue;
      for (const { addresses: ready, conditions } of endpoints ?? [])
        if (conditions?.ready !== false) for (const address of ready) addresses.add(address);
    }
    return addresses.size;
  }

  traffic(name: string): unknown {
    this.reads.add('traffic');
    const client = this.cluster.traffic.clients.findLast(({ spec }) => spec.name === name);
    if (!client) return undefined;
    const { total, outageSeconds, degradedSeconds, latency } = client.stats;
    const lost = lostOf(total);
    const done = total.ok + lost;
    return {
      ...(toCel({ ...total, lost, outageSeconds, degradedSeconds }) as object),
      okShare: done === 0 ? 0 : total.ok / done,
      p50Ms: latency.quantile(0.5) ?? 0,
      p99Ms: latency.quantile(0.99) ?? 0,
    };
  }

  seconds(): number {
    this.reads.add('time');
    return (this.cluster.engine.nowMs - this.cluster.upAtMs) / 1000;
  }

  private read(kind: string): Map<string, KubeObject> {
    const name = kind.toLowerCase();
    const plural = this.plurals.get(name) ?? name;
    this.reads.add(plural);
    return this.store(plural);
  }

  private store(plural: string): Map<string, KubeObject> {
    let store = this.objectsOf.get(plural);
    if (!store) {
      store = new Map();
      this.objectsOf.set(plural, store);
    }
    return store;
  }

  /** Objects never change, so each is converted once. */
  private value(object: KubeObject): unknown {
    let value = this.values.get(object);
    if (value === undefined) {
      value = toCel(object);
      this.values.set(object, value);
    }
    return value;
  }
}
