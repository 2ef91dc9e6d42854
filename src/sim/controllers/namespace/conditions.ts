import type { Namespace, NamespaceCondition } from '../../../api/k8s/core-v1.gen.ts';
import { rfc3339 } from '../../../base/time.ts';

/** What the deletion of a namespace's content has come to. */
export interface Remaining {
  /** Objects left, by resource as in `configmaps.` or `deployments.apps`. */
  readonly resources: ReadonlyMap<string, number>;
  /** Objects left, by finalizer. */
  readonly finalizers: ReadonlyMap<string, number>;
  /** Texts of what failed. */
  readonly failures: readonly string[];
}

type Verdict = readonly [type: string, status: 'True' | 'False', reason: string, message: string];

function verdicts({ resources, finalizers, failures }: Remaining): readonly Verdict[] {
  return [
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    failures.length > 0
      ? [
          'NamespaceDeletionContentFailure',
          'True',
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${failures.length} remaining: ${failures.join(', ')}`,
        ]
      : [
          'NamespaceDeletionContentFailure',
          'False',
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        ],
    resources.size > 0
      ? [
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${listed(resources, 'has')}`,
        ]
      : ['NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed'],
    finalizers.size > 0
      ? [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${listed(finalizers, 'in')}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ];
}

function listed(counts: ReadonlyMap<string, number>, verb: string): string {
  return [...counts]
    .map(([name, count]) => `${name} ${verb} ${count} resource instances`)
    .sort()
    .join(', ');
}

/**
 * The conditions of a namespace that is being deleted; the same list if they say so already. Models
 * pkg/controller/namespace/deletion/status_condition_utils.go.
 * @param nowMs Unix milliseconds
 */
export function withDeletionConditions(
  namespace: Namespace,
  remaining: Remaining,
  nowMs: number,
): readonly NamespaceCondition[] {
  const present = namespace.status?.conditions ?? [];
  let changed = false;
  const next = new Map(present.map((condition) => [condition.type, condition]));
  for (const [type, status, reason, message] of verdicts(remaining)) {
    const old = next.get(type);
    if (old && old.status === status && old.reason === reason && old.message === message) continue;
    const since = old?.status === status ? old.lastTransitionTime : undefined;
    next.set(type, { type, status, lastTransitionTime: since ?? rfc3339(nowMs), reason, message });
    changed = true;
  }
  return changed ? [...next.values()] : present;
}
