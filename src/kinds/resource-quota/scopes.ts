import { invalidValue, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement, ScopeSelector } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { goQuote } from '../../base/go-quote.ts';

/** Resources that a quota may limit. Models standardQuotaResources. */
const QUOTA_RESOURCES = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
]);

const COMPUTE = new Set(['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);

const SCOPES = new Set([
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
]);

const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

const EXISTS_ONLY =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

/** Whether a quota may limit a resource that has no domain in its name. Models IsStandardQuotaResourceName. */
export function isQuotaResource(name: string): boolean {
  return QUOTA_RESOURCES.has(name) || name.startsWith('hugepages-') || name.startsWith('requests.hugepages-');
}

/** Models IsResourceQuotaScopeValidForResource. */
function fits(scope: string, resource: string): boolean {
  if (!SCOPES.has(scope)) return true;
  return resource === 'pods' || (scope !== 'BestEffort' && COMPUTE.has(resource));
}

const unfit = ({ hard = {} }: ResourceQuotaSpec, scope: string): readonly string[] =>
  Object.keys(hard).filter((name) => isQuotaResource(name) && !fits(scope, name));

const goScopes = ({ scopes }: ResourceQuotaSpec) => goSyntax(goStrings(scopes, 'core.ResourceQuotaScope'));

function checkConflicts(spec: ResourceQuotaSpec, scopes: readonly string[], path: string, found: Found): void {
  for (const [a, b] of CONFLICTS) {
    if (scopes.includes(a) && scopes.includes(b)) found.push(invalidValue(path, goScopes(spec), 'conflicting scopes'));
  }
}

/** Models validateResourceQuotaScopes. */
export function checkScopes(spec: ResourceQuotaSpec, path: string, found: Found): void {
  const { scopes = [] } = spec;
  for (const scope of scopes) {
    if (!SCOPES.has(scope)) found.push(invalidValue(path, goScopes(spec), 'unsupported scope'));
    for (const _ of unfit(spec, scope)) {
      found.push(invalidValue(path, goScopes(spec), 'unsupported scope applied to resource'));
    }
  }
  checkConflicts(spec, scopes, path, found);
}

/** Models validateScopeSelector. */
export function checkScopeSelector(spec: ResourceQuotaSpec, path: string, found: Found): void {
  const { scopeSelector } = spec;
  if (!scopeSelector) return;
  const requirements = scopeSelector.matchExpressions ?? [];
  for (const requirement of requirements) {
    const { scopeName, operator } = requirement;
    if (!SCOPES.has(scopeName)) found.push(invalidValue(`${path}.scopeName`, scopeName ?? '', 'unsupported scope'));
    for (const _ of unfit(spec, scopeName)) {
      found.push(invalidValue(path, goScopeSelector(scopeSelector), 'unsupported scope applied to resource'));
    }
    if (SCOPES.has(scopeName) && scopeName !== 'PriorityClass' && operator !== 'Exists') {
      found.push(invalidValue(`${path}.operator`, operator ?? '', EXISTS_ONLY));
    }
    checkOperator(requirement, path, found);
  }
  const names = requirements.map(({ scopeName }) => scopeName);
  checkConflicts(spec, names, path, found);
}

function checkOperator({ operator, values = [] }: ScopedResourceSelectorRequirement, path: string, found: Found): void {
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) found.push(required(`${path}.values`, detail));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) found.push(invalidValue(`${path}.values`, values, detail));
  } else found.push(invalidValue(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
}

function goScopeSelector({ matchExpressions }: ScopeSelector) {
  const type = 'core.ScopedResourceSelectorRequirement';
  const each = (matchExpressions ?? []).map(
    ({ scopeName, operator, values }) =>
      `${type}{ScopeName:${goQuote(scopeName)}, Operator:${goQuote(operator)}, Values:${goStrings(values)}}`,
  );
  const list = matchExpressions ? `[]${type}{${each.join(', ')}}` : `[]${type}(nil)`;
  return goSyntax(`core.ScopeSelector{MatchExpressions:${list}}`);
}
