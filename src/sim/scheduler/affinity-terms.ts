import type { Affinity, PodAffinityTerm } from '../../api/k8s/core-v1.gen.ts';
import { type LabelMatcher, labelMatcher } from '../../api/selectors.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** A term of Pod affinity or anti-affinity, ready to match. Models framework.AffinityTerm. */
export interface AffinityTerm {
  /** Same key, same meaning: equal terms of different Pods can be counted together. */
  readonly key: string;
  readonly topologyKey: string;
  readonly namespaces: readonly string[];
  /** Further namespaces by label; undefined for none. */
  readonly namespaceMatcher: LabelMatcher | undefined;
  readonly matcher: LabelMatcher;
}

/** A preferred term: its weight is negative for anti-affinity. */
export interface WeightedTerm {
  readonly term: AffinityTerm;
  readonly weight: number;
}

/** The terms of a Pod's affinity and anti-affinity. */
export interface AffinityTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferred: readonly WeightedTerm[];
}

const memo = new WeakMap<Affinity, Map<string, AffinityTerms | undefined>>();

/** The terms of an affinity as seen from a Pod's namespace; undefined when there are none about Pods. */
export function affinityTermsOf(affinity: Affinity, namespace: string): AffinityTerms | undefined {
  let byNamespace = memo.get(affinity);
  if (byNamespace === undefined) {
    byNamespace = new Map();
    memo.set(affinity, byNamespace);
  }
  if (!byNamespace.has(namespace)) byNamespace.set(namespace, parse(affinity, namespace));
  return byNamespace.get(namespace);
}

/** Whether a Pod is meant by a term; `namespaceLabels` are those of the Pod's namespace. */
export function termMatches(term: AffinityTerm, namespace: string, labels: Labels, namespaceLabels: Labels): boolean {
  const inNamespace =
    term.namespaces.includes(namespace) || (term.namespaceMatcher?.matches(namespaceLabels ?? {}) ?? false);
  return inNamespace && term.matcher.matches(labels ?? {});
}

function parse(affinity: Affinity, namespace: string): AffinityTerms | undefined {
  const { podAffinity, podAntiAffinity } = affinity;
  const term = (t: PodAffinityTerm): AffinityTerm => affinityTerm(t, namespace);
  const terms: AffinityTerms = {
    requiredAffinity: (podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(term),
    requiredAntiAffinity: (podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(term),
    preferred: [
      ...(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((p) => ({
        term: term(p.podAffinityTerm),
        weight: p.weight,
      })),
      ...(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((p) => ({
        term: term(p.podAffinityTerm),
        weight: -p.weight,
      })),
    ],
  };
  const count = terms.requiredAffinity.length + terms.requiredAntiAffinity.length + terms.preferred.length;
  return count > 0 ? terms : undefined;
}

function affinityTerm(term: PodAffinityTerm, namespace: string): AffinityTerm {
  const { namespaceSelector, topologyKey } = term;
  const listed = term.namespaces ?? [];
  const namespaces = listed.length === 0 && !namespaceSelector ? [namespace] : [...listed].sort();
  const namespaceMatcher = namespaceSelector ? labelMatcher(namespaceSelector) : undefined;
  const matcher = labelMatcher(term.labelSelector);
  const where = namespaceSelector ? JSON.stringify(namespaceSelector) : '';
  const who = term.labelSelector ? JSON.stringify(term.labelSelector) : '-';
  const key = `${topologyKey}|${namespaces.join(',')}|${where}|${who}`;
  return { key, topologyKey, namespaces, namespaceMatcher, matcher };
}
