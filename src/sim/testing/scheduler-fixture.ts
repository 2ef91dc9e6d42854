import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { type KubeObject, objectKey } from '../../api/object.ts';
import { createRandom } from '../../base/random.ts';
import { type Cache, createCache } from '../scheduler/cache.ts';
import { DEFAULT_CONFIG, type ProfileConfig } from '../scheduler/config.ts';
import { decide, type Outcome } from '../scheduler/decide.ts';
import type { Handle } from '../scheduler/framework.ts';
import { podInfoOf } from '../scheduler/pod-info.ts';
import { buildProfile, type Profile } from '../scheduler/profile.ts';

/** Time of the decisions in tests: Unix milliseconds. */
const NOW_MS = Date.UTC(2024, 0, 2);

/** A cluster given as a list of objects, ready for decisions. */
export interface SchedulerFixture {
  readonly cache: Cache;
  readonly handle: Handle;
  readonly profile: Profile;
  decide(pod: Pod, guests?: readonly Pod[]): Outcome;
  /**
   * Decides on another cache: Pods and nodes from there, all else from here.
   * @param guests Pods that wait for the node in their `spec.nodeName`, to which preemption has nominated them
   */
  decideOn(cache: Cache, pod: Pod, guests?: readonly Pod[]): Outcome;
}

/** Turns a cache that holds some objects into one that holds others, change by change as watch events would. */
export function replay(cache: Cache, before: readonly KubeObject[], after: readonly KubeObject[]): void {
  const isPlaced = (object: KubeObject): boolean => object.kind === 'Pod' && Boolean((object as Pod).spec?.nodeName);
  const keep = new Set(after.filter((o) => isPlaced(o) || o.kind === 'Node').map((o) => `${o.kind} ${objectKey(o)}`));
  for (const object of before) {
    if (keep.has(`${object.kind} ${objectKey(object)}`)) continue;
    if (object.kind === 'Node') cache.removeNode(objectKey(object));
    else if (isPlaced(object)) cache.removePod(object as Pod);
  }
  for (const object of after) {
    if (object.kind === 'Node') cache.updateNode(object as Node);
    else if (isPlaced(object)) cache.updatePod(object as Pod);
  }
}

/** Fills a scheduler's cache with objects. Pods without a node are left out. */
export function schedulerFixture(objects: readonly KubeObject[], profileConfig?: ProfileConfig): SchedulerFixture {
  const cache = createCache();
  for (const object of objects) {
    if (object.kind === 'Node') cache.addNode(object as Node);
    else if (object.kind === 'Pod' && (object as Pod).spec?.nodeName) cache.updatePod(object as Pod);
  }
  const byKind = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const known = byKind.get(object.kind);
    if (known) known.push(object);
    else byKind.set(object.kind, [object]);
  }
  const ofKind = (kind: string): readonly KubeObject[] => byKind.get(kind) ?? [];
  const handle: Handle = {
    random: createRandom(1),
    nowMs: () => NOW_MS,
    *list<T extends KubeObject>(kind: string, namespace?: string): Iterable<T> {
      for (const object of ofKind(kind)) {
        if (namespace === undefined || object.metadata.namespace === namespace) yield object as T;
      }
    },
    get: <T extends KubeObject>(kind: string, key: string) =>
      ofKind(kind).find((object) => objectKey(object) === key) as T | undefined,
  };
  const profile = buildProfile(profileConfig ?? DEFAULT_CONFIG.profiles[0]!, 0, handle);
  const decideOn = (on: Cache, pod: Pod, guests: readonly Pod[] = []): Outcome => {
    const nominated = (node: string) => guests.filter(({ spec }) => spec?.nodeName === node).map(podInfoOf);
    return decide(podInfoOf(pod), on, profile, { random: handle.random, start: 0, nominated });
  };
  return { cache, handle, profile, decideOn, decide: (pod, guests) => decideOn(cache, pod, guests) };
}
