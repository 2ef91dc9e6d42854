import type { QueuedPod } from './queued-pod.ts';

/** Pods that wait for an event, findable by the plugins that rejected them. */
export interface UnschedulablePods {
  readonly size: number;
  /** How many of them are held back by PreEnqueue. */
  readonly gated: number;
  get(key: string): QueuedPod | undefined;
  add(queued: QueuedPod): void;
  remove(key: string): void;
  values(): Iterable<QueuedPod>;
  /** Those rejected by one of the plugins that `interested` names for them, and those that no plugin rejected. */
  rejectedBy(interested: (queued: QueuedPod) => readonly string[]): QueuedPod[];
}

/** Key of the Pods whose attempt failed for no plugin's reason. */
const NO_PLUGIN = '';

/** Makes an empty one. */
export function createUnschedulablePods(): UnschedulablePods {
  const byKey = new Map<string, QueuedPod>();
  // Pods with equal rejecting plugins and scheduler are asked about together.
  const groups = new Map<string, Map<string, QueuedPod>>();
  const groupOf = new Map<string, string>();
  let gated = 0;

  const remove = (key: string): void => {
    const queued = byKey.get(key);
    const name = groupOf.get(key);
    if (!queued || name === undefined) return;
    byKey.delete(key);
    groupOf.delete(key);
    if (queued.gated) gated--;
    const group = groups.get(name);
    group?.delete(key);
    if (group?.size === 0) groups.delete(name);
  };

  return {
    get size() {
      return byKey.size;
    },
    get gated() {
      return gated;
    },
    get: (key) => byKey.get(key),
    add(queued) {
      remove(queued.key);
      const name = groupName(queued);
      byKey.set(queued.key, queued);
      groupOf.set(queued.key, name);
      if (queued.gated) gated++;
      const group = groups.get(name);
      if (group) group.set(queued.key, queued);
      else groups.set(name, new Map([[queued.key, queued]]));
    },
    remove,
    values: () => byKey.values(),
    rejectedBy(interested) {
      const found: QueuedPod[] = [];
      for (const group of groups.values()) {
        const first: QueuedPod = group.values().next().value!;
        const rejectors = [...first.unschedulablePlugins, ...first.pendingPlugins];
        const wanted = interested(first);
        if (rejectors.length === 0 || rejectors.some((plugin) => wanted.includes(plugin)))
          found.push(...group.values());
      }
      return found;
    },
  };
}

function groupName({ info, unschedulablePlugins, pendingPlugins }: QueuedPod): string {
  const rejectors = [...unschedulablePlugins, ...pendingPlugins].sort().join(',') || NO_PLUGIN;
  return `${info.pod.spec?.schedulerName ?? ''}|${rejectors}`;
}
