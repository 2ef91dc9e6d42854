import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { ResourceQuota, ResourceQuotaSpec } from '../../api/k8s/core-v1.gen.ts';
import { type Found, IMMUTABLE } from '../../api/validation/basics.ts';
import { checkResourceAmount, checkResourceName } from '../../api/validation/resources.ts';
import { checkScopeSelector, checkScopes, isQuotaResource } from './scopes.ts';

type Amounts = Readonly<Record<string, string>> | undefined;

const noSpec: ResourceQuotaSpec = {};

/** Errors of a quota. Models ValidateResourceQuota. */
export function validateQuota({ spec = noSpec, status }: ResourceQuota): readonly FieldError[] {
  const found: Found = [];
  checkSpec(spec, found);
  checkAmounts(status?.hard, 'status.hard', found);
  checkAmounts(status?.used, 'status.used', found);
  return found;
}

/** Errors of an update: the scopes stay. Models ValidateResourceQuotaUpdate. */
export function validateQuotaUpdate(next: ResourceQuota, previous: ResourceQuota): readonly FieldError[] {
  const found: Found = [];
  const { spec = noSpec } = next;
  checkSpec(spec, found);
  const after = new Set(spec.scopes);
  const before = new Set(previous.spec?.scopes);
  if (after.size !== before.size || [...after].some((scope) => !before.has(scope))) {
    found.push(invalidValue('spec.scopes', goSyntax(goStrings(spec.scopes, 'core.ResourceQuotaScope')), IMMUTABLE));
  }
  return found;
}

/** Errors of an update of the status. Models ValidateResourceQuotaStatusUpdate. */
export function validateQuotaStatusUpdate({ status }: ResourceQuota): readonly FieldError[] {
  const found: Found = [];
  checkAmounts(status?.hard, 'status.hard', found);
  checkAmounts(status?.used, 'status.used', found);
  return found;
}

function checkSpec(spec: ResourceQuotaSpec, found: Found): void {
  checkAmounts(spec.hard, 'spec.hard', found);
  checkScopes(spec, 'spec.scopes', found);
  checkScopeSelector(spec, 'spec.scopeSelector.matchExpressions', found);
}

function checkAmounts(amounts: Amounts, path: string, found: Found): void {
  for (const name of Object.keys(amounts ?? {}).sort()) {
    const at = `${path}[${name}]`;
    checkResourceName(name, at, found);
    if (!name.includes('/') && !isQuotaResource(name)) {
      found.push(invalidValue(at, goSyntax(name), 'must be a standard resource for quota'));
    }
    checkResourceAmount(name, amounts![name]!, at, found);
  }
}
