import { invalidValue } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { NodeAffinity, NodeSelectorTerm, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The required node affinity of a gated Pod may only be narrowed. Models validateNodeAffinityMutation. */
export function checkAffinityUpdate(
  next: NodeAffinity | undefined,
  previous: NodeAffinity | undefined,
  found: Found,
): void {
  const before = previous?.[REQUIRED]?.nodeSelectorTerms;
  if (!before?.length || deepEqual(next, previous)) return;
  const at = `spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
  const after = next?.[REQUIRED]?.nodeSelectorTerms ?? [];
  if (after.length !== before.length) {
    const detail = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    found.push(invalidValue(at, goSyntax(JSON.stringify(after)), detail));
    return;
  }
  for (const [i, term] of before.entries()) {
    if (onlyAdds(after[i]!, term)) continue;
    const detail = 'only additions are allowed (no mutations or deletions)';
    found.push(invalidValue(`${at}[${i}]`, goSyntax(JSON.stringify(after[i])), detail));
  }
}

function onlyAdds(next: NodeSelectorTerm, previous: NodeSelectorTerm): boolean {
  const counts = (term: NodeSelectorTerm): number =>
    (term.matchExpressions?.length ?? 0) + (term.matchFields?.length ?? 0);
  if (counts(previous) === 0) return counts(next) === 0;
  return (['matchExpressions', 'matchFields'] as const).every((field) => {
    const before = previous[field] ?? [];
    return deepEqual((next[field] ?? []).slice(0, before.length), before);
  });
}

/** The spec with the node affinity that it had, so that the rest can be compared. */
export function withOldNodeAffinity(spec: PodSpec, previous: PodSpec): PodSpec {
  const nodeAffinity = previous.affinity?.nodeAffinity;
  if (deepEqual(spec.affinity?.nodeAffinity, nodeAffinity)) return spec;
  const affinity = replace(spec.affinity ?? {}, { nodeAffinity });
  const none = Object.keys(affinity).length === 0 && previous.affinity === undefined;
  return replace<PodSpec>(spec, { affinity: none ? undefined : affinity });
}
