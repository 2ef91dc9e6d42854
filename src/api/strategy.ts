import { deepEqual } from '../base/equal.ts';
import { replace } from '../base/shared.ts';
import type { SubresourceStrategy } from './kind.ts';
import type { KubeObject } from './object.ts';

type WithSpec = KubeObject & { readonly spec?: unknown; readonly status?: unknown };

/** A new object with a generation and without a status: what most strategies make of it. */
export function firstGeneration<T extends KubeObject>(object: T): T {
  return withGeneration(replace<T & { status?: unknown }>(object, { status: undefined } as never), 1);
}

/** Raises the generation of a changed object if `changed`; keeps that of the previous one otherwise. */
export function nextGeneration<T extends KubeObject>(next: T, previous: T, changed: boolean): T {
  return withGeneration(next, (previous.metadata.generation ?? 0) + (changed ? 1 : 0));
}

/** A changed object that keeps its status, and raises its generation with each change of its spec. */
export function nextSpec<T extends WithSpec>(next: T, previous: T): T {
  const kept = keepStatus(next, previous);
  return nextGeneration(kept, previous, !deepEqual(kept.spec, previous.spec));
}

/** The object with the status of another: what an update of the whole resource leaves alone. */
export function keepStatus<T extends WithSpec>(next: T, previous: T): T {
  return replace<T>(next, { status: previous.status } as never);
}

/** A status subresource that keeps the spec. */
export function statusOnly<T extends WithSpec>(
  validateUpdate?: NonNullable<SubresourceStrategy<T>['validateUpdate']>,
): SubresourceStrategy<T> {
  return {
    prepareForUpdate: (next, previous) => replace<T>(next, { spec: previous.spec } as never),
    ...(validateUpdate ? { validateUpdate } : {}),
  };
}

function withGeneration<T extends KubeObject>(object: T, generation: number): T {
  if (object.metadata.generation === generation) return object;
  return { ...object, metadata: { ...object.metadata, generation } };
}
