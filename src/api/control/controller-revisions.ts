import { deepEqual } from '../../base/equal.ts';
import { fnv32 } from '../../base/fnv.ts';
import { safeEncode } from '../../base/suffix.ts';
import { encode } from '../encode.ts';
import type { ControllerRevision, DaemonSet, StatefulSet } from '../k8s/apps-v1.gen.ts';
import type { PodTemplateSpec } from '../k8s/core-v1.gen.ts';
import { ownerReferencesOf } from './pod-control.ts';

// The history of a StatefulSet or DaemonSet. Models pkg/controller/history.

const TEMPLATE_SCHEMA = 'io.k8s.api.core.v1.PodTemplateSpec';

/** The data of a revision: a patch that puts a Pod template back. Models getPatch. */
export function templatePatch(template: PodTemplateSpec | undefined): unknown {
  const encoded = encode(TEMPLATE_SCHEMA, template ?? {}) as Readonly<Record<string, unknown>>;
  return { spec: { template: { ...encoded, $patch: 'replace' } } };
}

/** The template that a revision's data holds. */
export function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { template } = (
    data as { readonly spec: { readonly template: PodTemplateSpec & { readonly $patch?: string } } }
  ).spec;
  const { $patch: _directive, ...rest } = template;
  return rest;
}

/** A revision of a set's template, not stored yet. `label` is the one that carries its hash. */
export function newRevision(
  set: DaemonSet | StatefulSet,
  { hash, label, revision }: { readonly hash: string; readonly label: string; readonly revision: number },
): ControllerRevision {
  const { namespace = '', name = '', annotations } = set.metadata;
  const { template } = set.spec ?? {};
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...template?.metadata?.labels, [label]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: ownerReferencesOf(set),
    },
    data: templatePatch(template),
    revision,
  } as ControllerRevision;
}

/** The hash that names a revision, of its data and the number of collisions. Models HashControllerRevision. */
export function revisionHash(data: unknown, collisionCount: number): string {
  return safeEncode(String(fnv32(goJson(data) + collisionCount)));
}

/** Compact JSON with sorted keys, as Go writes maps; it escapes what HTML would read as markup. */
function goJson(value: unknown): string {
  const text = JSON.stringify(sorted(value));
  return text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, sorted(map[key])]),
  );
}

/** Revisions from the oldest to the newest. Models SortControllerRevisions. */
export function sortRevisions(revisions: Iterable<ControllerRevision>): ControllerRevision[] {
  return [...revisions].sort((a, b) => {
    if (a.revision !== b.revision) return a.revision - b.revision;
    const [created, other] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
    if (created !== other) return created < other ? -1 : 1;
    return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
  });
}

/** Whether two revisions put back the same. */
export function isSameRevision(a: ControllerRevision, b: ControllerRevision): boolean {
  return deepEqual(a.data, b.data);
}

/** The number for the next revision of sorted ones. */
export function nextRevision(revisions: readonly ControllerRevision[]): number {
  return (revisions.at(-1)?.revision ?? 0) + 1;
}
