import type { AffinityTerm } from '../../affinity-terms.ts';
import type { Handle } from '../../framework.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { PodCounts, Snapshot } from '../../snapshot.ts';

/** A term of the Pod to schedule, with the namespaces that it means at this moment. */
export interface ResolvedTerm {
  readonly term: AffinityTerm;
  readonly namespaces: readonly string[];
}

/** Turns a term's namespace selector into names. Models mergeAffinityTermNamespacesIfNotEmpty. */
export function resolveTerm(term: AffinityTerm, handle: Handle): ResolvedTerm {
  const { namespaceMatcher, namespaces } = term;
  if (namespaceMatcher === undefined) return { term, namespaces };
  const names = new Set(namespaces);
  for (const { metadata } of handle.list('Namespace')) {
    if (namespaceMatcher.matches(metadata.labels)) names.add(metadata.name ?? '');
  }
  return { term, namespaces: [...names].sort() };
}

/** Whether a Pod is meant by a resolved term. */
export function matchesTerm({ term, namespaces }: ResolvedTerm, pod: PodInfo): boolean {
  return namespaces.includes(pod.namespace) && term.matcher.matches(pod.pod.metadata.labels);
}

/** Whether a Pod is meant by all of the terms; false when there are none. */
export function matchesAllTerms(terms: readonly ResolvedTerm[], pod: PodInfo): boolean {
  return terms.length > 0 && terms.every((term) => matchesTerm(term, pod));
}

/** The Pods on nodes that are meant by all of the terms. */
export function countMatching(snapshot: Snapshot, terms: readonly ResolvedTerm[]): PodCounts {
  const [first] = terms;
  const exact = first?.term.matcher.requirements.find(
    ({ operator, values }) => (operator === '=' || operator === '==' || operator === 'in') && values.length === 1,
  );
  return snapshot.counts({
    key: `affinity|${terms.map(({ term, namespaces }) => `${term.key}@${namespaces.join(',')}`).join('&')}`,
    namespaces: first?.namespaces ?? [],
    label: exact && [exact.key, exact.values[0]!],
    matches: (pod) => matchesAllTerms(terms, pod),
  });
}
