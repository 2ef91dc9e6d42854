import type { Environment } from '@marcbachmann/cel-js';
import { admissionEnvironment } from '../../api/cel/admission-variables.ts';
import { expressionErrors } from '../../api/cel/check.ts';
import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import type {
  AuditAnnotation,
  ParamKind,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicySpec,
  Validation,
} from '../../api/k8s/admissionregistration-v1.gen.ts';
import { cIdentifier, dns1035Label, qualifiedName } from '../../api/names.ts';
import { checkMatchConditions } from '../../api/validation/admission/conditions.ts';
import { checkMatchResources } from '../../api/validation/admission/match-resources.ts';
import { FAILURE_POLICIES } from '../../api/validation/admission/webhook.ts';
import { type Found, reject } from '../../api/validation/basics.ts';

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'];
const EITHER = 'validations or auditAnnotations must contain at least one item';

/** Errors of a policy. Models validateValidatingAdmissionPolicy. */
export function validatePolicy({ spec }: ValidatingAdmissionPolicy): readonly FieldError[] {
  const found: Found = [];
  checkSpec(spec ?? ({} as ValidatingAdmissionPolicySpec), found);
  return found;
}

function checkSpec(spec: ValidatingAdmissionPolicySpec, found: Found): void {
  const { failurePolicy, paramKind, matchConstraints, validations = [], auditAnnotations = [] } = spec;
  if (failurePolicy === undefined) found.push(required('spec.failurePolicy'));
  else if (!FAILURE_POLICIES.includes(failurePolicy)) {
    found.push(notSupported('spec.failurePolicy', failurePolicy, FAILURE_POLICIES));
  }
  if (paramKind) checkParamKind(paramKind, 'spec.paramKind', found);
  if (!matchConstraints) found.push(required('spec.matchConstraints'));
  else {
    checkMatchResources(matchConstraints, 'spec.matchConstraints', found);
    if (!matchConstraints.resourceRules?.length) found.push(required('spec.matchConstraints.resourceRules'));
  }
  const environment = admissionEnvironment(paramKind !== undefined, true);
  checkMatchConditions(spec.matchConditions, 'spec.matchConditions', found, environment);
  checkVariables(spec, environment, found);
  if (validations.length === 0 && auditAnnotations.length === 0) {
    found.push(required('spec.validations', EITHER), required('spec.auditAnnotations', EITHER));
    return;
  }
  for (const [i, each] of validations.entries()) checkValidation(each, `spec.validations[${i}]`, environment, found);
  checkAnnotations(auditAnnotations, environment, found);
}

function checkParamKind({ apiVersion = '', kind = '' }: ParamKind, path: string, found: Found): void {
  if (apiVersion === '') found.push(required(`${path}.apiVersion`));
  else if (apiVersion.split('/').length > 2) {
    found.push(invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  }
  if (kind === '') return void found.push(required(`${path}.kind`));
  const messages = dns1035Label(kind.toLowerCase());
  if (messages.length === 0) return;
  const detail = `may have mixed case, but should otherwise match: ${messages.join(',')}`;
  found.push(invalidValue(`${path}.kind`, kind, detail));
}

function checkVariables(
  { variables = [] }: ValidatingAdmissionPolicySpec,
  environment: Environment,
  found: Found,
): void {
  for (const [i, { name = '', expression = '' }] of variables.entries()) {
    const path = `spec.variables[${i}]`;
    if (name === '') found.push(required(`${path}.name`, 'name is not specified'));
    else if (cIdentifier(name).length > 0) {
      found.push(invalidValue(`${path}.name`, name, 'name is not a valid CEL identifier'));
    }
    if (expression.trim() === '') found.push(required(`${path}.expression`, 'expression is not specified'));
    found.push(...expressionErrors(environment, expression, `${path}.expression`));
  }
}

function checkValidation(validation: Validation, path: string, environment: Environment, found: Found): void {
  const { expression = '', message = '', messageExpression = '', reason } = validation;
  if (expression.trim() === '') found.push(required(`${path}.expression`, 'expression is not specified'));
  found.push(...expressionErrors(environment, expression, `${path}.expression`, ['bool']));
  if (messageExpression !== '' && messageExpression.trim() === '') {
    found.push(invalidValue(`${path}.messageExpression`, messageExpression, 'must be non-empty if specified'));
  }
  found.push(...expressionErrors(environment, messageExpression, `${path}.messageExpression`, ['string']));
  if (message !== '' && message.trim() === '') {
    found.push(invalidValue(`${path}.message`, message, 'message must be non-empty if specified'));
  } else if (message.trim().includes('\n')) {
    found.push(invalidValue(`${path}.message`, message, 'message must not contain line breaks'));
  } else if (expression.trim().includes('\n') && message.trim() === '') {
    found.push(required(`${path}.message`, 'message must be specified if expression contains line breaks'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) found.push(notSupported(`${path}.reason`, reason, REASONS));
}

function checkAnnotations(annotations: readonly AuditAnnotation[], environment: Environment, found: Found): void {
  const keys = new Set<string>();
  for (const [i, { key = '', valueExpression = '' }] of annotations.entries()) {
    const path = `spec.auditAnnotations[${i}]`;
    reject(qualifiedName(key), key, `${path}.key`, found);
    if (valueExpression.trim() === '') {
      found.push(required(`${path}.valueExpression`, 'valueExpression is not specified'));
    }
    const at = `${path}.valueExpression`;
    found.push(...expressionErrors(environment, valueExpression, at, ['string', 'null_type']));
    if (keys.has(key)) found.push(duplicateValue(`${path}.key`, key));
    keys.add(key);
  }
}
