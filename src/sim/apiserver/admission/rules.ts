import type { MatchResources, NamedRuleWithOperations } from '../../../api/k8s/admissionregistration-v1.gen.ts';
import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { labelMatcher } from '../../../api/selectors.ts';
import { lookUp } from '../server.ts';
import type { Attributes } from './plugin.ts';

/** A request as policies and webhooks see it. */
export interface Candidate {
  readonly attributes: Attributes;
  /** Undefined for a deletion. */
  readonly object: KubeObject | undefined;
  readonly previous: KubeObject | undefined;
}

/** Resources that no policy and no webhook may keep anybody from changing. Models exempt resources of the matchers. */
const EXEMPT = new Set([
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingadmissionpolicybindings.admissionregistration.k8s.io',
]);

export function isExempt({ attributes: { call } }: Candidate): boolean {
  return EXEMPT.has(call.resource.name);
}

/** Whether a request is one that a policy or a binding is about. Models policy/matching.Matcher. */
export function isMatched(match: MatchResources, candidate: Candidate): boolean {
  const { namespaceSelector, objectSelector, resourceRules, excludeResourceRules = [], matchPolicy } = match;
  if (!areSelected(namespaceSelector, objectSelector, candidate)) return false;
  const isAny = matchPolicy !== 'Exact';
  if (excludeResourceRules.some((rule) => isRuled(rule, candidate, isAny))) return false;
  return resourceRules === undefined || resourceRules.some((rule) => isRuled(rule, candidate, isAny));
}

/** Whether the namespace and one of the objects have the labels that are asked for. */
export function areSelected(
  namespaces: LabelSelector | undefined,
  objects: LabelSelector | undefined,
  candidate: Candidate,
): boolean {
  const { object, previous } = candidate;
  const matches = labelMatcher(objects ?? {});
  const has = (each: KubeObject | undefined): boolean => each !== undefined && matches.matches(each.metadata.labels);
  if (!has(object) && !has(previous)) return false;
  const namespace = namespaceOf(candidate);
  return namespace === undefined || labelMatcher(namespaces ?? {}).matches(namespace.metadata.labels);
}

/** The namespace of a request; a namespace is in itself. */
export function namespaceOf({ attributes, object, previous }: Candidate): KubeObject | undefined {
  const { server, call } = attributes;
  if (call.resource.name === 'namespaces') return object ?? previous;
  const { namespace } = (object ?? previous)!.metadata;
  return namespace === undefined ? undefined : lookUp(server, '', 'namespaces', '', namespace);
}

/** Whether a rule names a request's operation and resource. Models predicates/rules. @param isAnyVersion matchPolicy Equivalent */
export function isRuled(rule: NamedRuleWithOperations, candidate: Candidate, isAnyVersion: boolean): boolean {
  const { call, operation } = candidate.attributes;
  const { kind } = call.resource;
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope = '*', resourceNames = [] } = rule;
  const has = (list: readonly string[], wanted: string): boolean => list.includes('*') || list.includes(wanted);
  if (!has(operations, operation) || !has(apiGroups, kind.group)) return false;
  const versions = [kind.version, ...(kind.otherVersions ?? []).map(({ version }) => version)];
  const asked = call.served?.version ?? kind.version;
  if (!(isAnyVersion ? versions : [asked]).some((version) => has(apiVersions, version))) return false;
  const isNamespaced = kind.namespaced;
  if (scope === 'Namespaced' ? !isNamespaced : scope === 'Cluster' && isNamespaced) return false;
  const name = (candidate.object ?? candidate.previous)?.metadata.name ?? '';
  if (resourceNames.length > 0 && !resourceNames.includes(name)) return false;
  return resources.some((each) => isResource(each, kind.plural, call.request.subresource ?? ''));
}

function isResource(pattern: string, plural: string, subresource: string): boolean {
  const [resource, wanted = ''] = pattern.split('/');
  return (resource === '*' || resource === plural) && (wanted === '*' || wanted === subresource);
}
