import { changeField } from '../../api/defaults/fill.ts';
import type { Pod, PodAffinity, PodAffinityTerm } from '../../api/k8s/core-v1.gen.ts';
import type { LabelSelectorRequirement } from '../../api/k8s/meta-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

type Labels = Readonly<Record<string, string>>;

function withKeys(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  if (!term.labelSelector) return term;
  const added: LabelSelectorRequirement[] = [];
  const add = (keys: readonly string[] | undefined, operator: string): void => {
    for (const key of keys ?? []) {
      if (labels[key] !== undefined) added.push({ key, operator, values: [labels[key]] });
    }
  };
  add(term.matchLabelKeys, 'In');
  add(term.mismatchLabelKeys, 'NotIn');
  if (added.length === 0) return term;
  const matchExpressions = [...(term.labelSelector.matchExpressions ?? []), ...added];
  return { ...term, labelSelector: { ...term.labelSelector, matchExpressions } };
}

function change(affinity: PodAffinity, labels: Labels): PodAffinity {
  const required = changeField(affinity, 'requiredDuringSchedulingIgnoredDuringExecution', (terms) =>
    mapShared(terms, (term) => withKeys(term, labels)),
  );
  return changeField(required, 'preferredDuringSchedulingIgnoredDuringExecution', (terms) =>
    mapShared(terms, (weighted) => changeField(weighted, 'podAffinityTerm', (term) => withKeys(term, labels))),
  );
}

/** Writes the Pod's own labels into the terms that name their keys. Models applyMatchLabelKeysAndMismatchLabelKeys. */
export function applyMatchLabelKeys(pod: Pod): Pod {
  if (!pod.spec?.affinity) return pod;
  const labels = pod.metadata.labels ?? {};
  return changeField(pod, 'spec', (spec) =>
    changeField(spec, 'affinity', (affinity) =>
      changeField(
        changeField(affinity, 'podAffinity', (terms) => change(terms, labels)),
        'podAntiAffinity',
        (terms) => change(terms, labels),
      ),
    ),
  );
}
