import { deepEqual } from '../base/equal.ts';
import { replace } from '../base/shared.ts';
import type { KubeObject } from './object.ts';

interface WithSpec extends KubeObject {
  readonly spec?: object;
  readonly status?: object;
}

/** A new object at its first generation with the status that new ones have. What most PrepareForCreate do. */
export function firstGeneration<T extends WithSpec>(object: T, status: NonNullable<T['status']>): T {
  return { ...object, metadata: { ...object.metadata, generation: 1 }, status };
}

/**
 * An update as it is stored: the status stays, and a spec that differs raises the generation; one that is equal is the
 * previous one. What most PrepareForUpdate do.
 */
export function nextGeneration<T extends WithSpec>(next: T, previous: T): T {
  const same = deepEqual(next.spec, previous.spec);
  const generation = (previous.metadata.generation ?? 0) + (same ? 0 : 1);
  return replace<WithSpec>(next, {
    metadata: replace<WithSpec['metadata']>(next.metadata, { generation }),
    spec: same ? previous.spec : next.spec,
    status: previous.status,
  }) as T;
}
