import type { Pod, Service } from '../k8s/core-v1.gen.ts';
import { podCondition } from '../pod.ts';

/** When the change happened that a sync of a Service answers. Models TriggerTimeTracker of endpointslice/util. */
export interface TriggerTimes {
  /** The earliest change since the last call for this Service; undefined when none is known. */
  next(key: string, service: Service, pods: readonly Pod[]): string | undefined;
  forget(key: string): void;
}

interface Seen {
  service: string;
  /** Last times by name of the Pod. */
  pods: Map<string, string>;
  /** Pods whose time has been taken: only changed ones are looked at again. */
  taken: WeakSet<Pod>;
}

/** Times are RFC 3339 in whole seconds, so that their order is that of their texts. */
export function createTriggerTimes(): TriggerTimes {
  const services = new Map<string, Seen>();
  return {
    next(key, service, pods) {
      let seen = services.get(key);
      if (!seen) {
        seen = { service: '', pods: new Map(), taken: new WeakSet() };
        services.set(key, seen);
      }
      let earliest: string | undefined;
      const note = (time: string, last: string): void => {
        if (time > last && (earliest === undefined || time < earliest)) earliest = time;
      };
      for (const pod of pods) {
        if (seen.taken.has(pod)) continue;
        seen.taken.add(pod);
        const time = podCondition(pod, 'Ready')?.lastTransitionTime;
        if (!time) continue;
        const name = pod.metadata.name ?? '';
        note(time, seen.pods.get(name) ?? '');
        seen.pods.set(name, time);
      }
      // A Pod that left the Service counts as new when it comes back; in large ones a few that have left are kept.
      if (seen.pods.size > pods.length + Math.floor(pods.length / 16)) keepOnly(seen, pods);
      const created = service.metadata.creationTimestamp ?? '';
      note(created, seen.service);
      seen.service = created;
      return earliest;
    },
    forget: (key) => void services.delete(key),
  };
}

/** Forgets the Pods that are not there. */
function keepOnly(seen: Seen, pods: readonly Pod[]): void {
  const kept = new Map<string, string>();
  for (const { metadata } of pods) {
    const time = seen.pods.get(metadata.name ?? '');
    if (time) kept.set(metadata.name ?? '', time);
  }
  seen.pods = kept;
  seen.taken = new WeakSet(pods);
}
