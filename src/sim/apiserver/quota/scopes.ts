import type { Pod, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { qosClass } from '../../../api/pod-qos.ts';

/** Whether a quota's scopes take in an object. Only Pods have scopes. Models podMatchesScopeFunc and generic.Matches. */
export function isInScopes(
  { scopes = [], scopeSelector }: ResourceQuotaSpec,
  resource: string,
  object: KubeObject,
): boolean {
  const requirements: readonly ScopedResourceSelectorRequirement[] = [
    ...(scopeSelector?.matchExpressions ?? []),
    ...scopes.map((scopeName) => ({ scopeName, operator: 'Exists' })),
  ];
  if (requirements.length === 0) return true;
  return resource === 'pods' && requirements.every((requirement) => isInScope(object as Pod, requirement));
}

function isInScope(pod: Pod, { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  const { activeDeadlineSeconds, priorityClassName = '' } = pod.spec ?? {};
  const isTerminating = activeDeadlineSeconds !== undefined && activeDeadlineSeconds >= 0;
  switch (scopeName) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      if (operator === 'Exists') return priorityClassName !== '';
      if (operator === 'DoesNotExist') return priorityClassName === '';
      return values.includes(priorityClassName) === (operator === 'In');
    case 'CrossNamespacePodAffinity':
      return usesOtherNamespaces(pod);
    default:
      return false;
  }
}

function isBestEffort({ spec }: Pod): boolean {
  return !!spec && qosClass(spec) === 'BestEffort';
}

function usesOtherNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec?.affinity ?? {};
  return [podAffinity, podAntiAffinity].some((each) =>
    [
      ...(each?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...(each?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((one) => one.podAffinityTerm),
    ].some(({ namespaces, namespaceSelector }) => !!namespaces?.length || namespaceSelector !== undefined),
  );
}
