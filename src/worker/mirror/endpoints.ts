import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { objectKey } from '../../api/object.ts';

/** How many Pods of a Service are named at most. */
const MOST_PODS = 300;

/** A Service's endpoints in numbers, and by name. */
export interface EndpointCount {
  readonly ready: number;
  readonly all: number;
  readonly pods: readonly string[];
}

/** Which Pods are endpoints of Services, from EndpointSlices. */
export class Endpoints {
  private readonly slices = new Map<string, EndpointSlice>();
  private readonly slicesOfService = new Map<string, Set<string>>();
  private readonly slicesOfPod = new Map<string, Map<string, boolean>>();

  /** Takes in a slice; returns the keys of the Pods that it names now or named before. */
  observe(slice: EndpointSlice, gone: boolean): Set<string> {
    const key = objectKey(slice);
    const touched = new Set<string>();
    for (const pod of podsOf(this.slices.get(key))) {
      this.slicesOfPod.get(pod.key)?.delete(key);
      touched.add(pod.key);
    }
    const service = `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name'] ?? ''}`;
    const ofService = this.slicesOfService.get(service) ?? new Set();
    if (gone) {
      this.slices.delete(key);
      ofService.delete(key);
    } else {
      this.slices.set(key, slice);
      this.slicesOfService.set(service, ofService.add(key));
      for (const pod of podsOf(slice)) {
        const of = this.slicesOfPod.get(pod.key) ?? new Map();
        this.slicesOfPod.set(pod.key, of.set(key, pod.ready));
        touched.add(pod.key);
      }
    }
    return touched;
  }

  /** Whether a Pod is an endpoint: 'in' ready, 'out' not ready, '' of none. */
  of(podKey: string): 'in' | 'out' | '' {
    const slices = this.slicesOfPod.get(podKey);
    if (!slices || slices.size === 0) return '';
    return [...slices.values()].some((ready) => ready) ? 'in' : 'out';
  }

  /** Counts of a Service's endpoints, by its key, and the names of the Pods behind them. */
  count(serviceKey: string): EndpointCount {
    let ready = 0;
    let all = 0;
    const pods: string[] = [];
    for (const key of this.slicesOfService.get(serviceKey) ?? []) {
      for (const { conditions, targetRef } of this.slices.get(key)?.endpoints ?? []) {
        all++;
        if (conditions?.ready) ready++;
        if (targetRef?.kind === 'Pod' && pods.length < MOST_PODS) pods.push(targetRef.name ?? '');
      }
    }
    return { ready, all, pods };
  }
}

function* podsOf(slice: EndpointSlice | undefined): Generator<{ key: string; ready: boolean }> {
  for (const { targetRef, conditions } of slice?.endpoints ?? []) {
    if (targetRef?.kind === 'Pod')
      yield { key: `${targetRef.namespace}/${targetRef.name}`, ready: conditions?.ready ?? true };
  }
}
