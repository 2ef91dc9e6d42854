import { difference, EMPTY, hasPath, setOf } from './field-set.ts';
import { type Managed, type ManagedEntry, sorted } from './managed.ts';

const REPLICAS = ['f:spec', 'f:replicas'];
const REPLICAS_SET = setOf(REPLICAS);
const SCALE = 'autoscaling/v1';

/** The owners of an object's Scale: whoever owns its replicas. Models ScaleHandler.ToSubresource. */
export function scaleManaged(parent: Managed): Managed {
  return parent
    .filter(({ set }) => hasPath(set, REPLICAS))
    .map((entry) => ({ ...entry, apiVersion: SCALE, set: REPLICAS_SET }));
}

/**
 * The owners of an object whose Scale has got these owners: the replicas go from those who lost them to those who have
 * them now, whose entries carry no time, as upstream has it. Models ScaleHandler.ToParent.
 */
export function managedByScale(parent: Managed, scale: Managed, apiVersion: string): Managed {
  const kept: ManagedEntry[] = [];
  const owners = new Set(scale.filter(({ set }) => hasPath(set, REPLICAS)));
  for (const entry of parent) {
    if (!hasPath(entry.set, REPLICAS)) {
      kept.push(entry);
      continue;
    }
    const { manager, operation, subresource } = entry;
    const same = [...owners].find(
      (owner) => owner.manager === manager && owner.operation === operation && owner.subresource === subresource,
    );
    if (same && operation === 'Apply') {
      owners.delete(same);
      kept.push(entry);
      continue;
    }
    const set = difference(entry.set, REPLICAS_SET);
    if (set !== EMPTY) kept.push({ ...entry, set });
  }
  const taken = [...owners].map((owner) => ({ ...owner, apiVersion, time: undefined, set: REPLICAS_SET }));
  return sorted([...kept, ...taken]);
}
