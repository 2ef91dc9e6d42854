import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { ParamRef, ValidatingAdmissionPolicyBinding } from '../../api/k8s/admissionregistration-v1.gen.ts';
import { dns1123Subdomain, pathSegment } from '../../api/names.ts';
import { checkMatchResources } from '../../api/validation/admission/match-resources.ts';
import { checkLabelSelector, type Found, reject } from '../../api/validation/basics.ts';

const ACTIONS = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND_ACTIONS = ['Allow', 'Deny'];

/** Errors of a binding. Models validateValidatingAdmissionPolicyBinding. */
export function validatePolicyBinding({ spec = {} }: ValidatingAdmissionPolicyBinding): readonly FieldError[] {
  const found: Found = [];
  const { policyName = '', paramRef, matchResources, validationActions = [] } = spec;
  if (policyName === '') found.push(required('spec.policyName'));
  else reject(dns1123Subdomain(policyName), policyName, 'spec.policyName', found);
  if (paramRef) checkParamRef(paramRef, 'spec.paramRef', found);
  if (matchResources) checkMatchResources(matchResources, 'spec.matchResources', found);
  checkActions(validationActions, 'spec.validationActions', found);
  return found;
}

function checkParamRef({ name, selector, parameterNotFoundAction }: ParamRef, path: string, found: Found): void {
  if (name) {
    reject(pathSegment(name, false), name, `${path}.name`, found);
    if (selector) found.push(forbiddenField(`${path}.name`, 'name and selector are mutually exclusive'));
  }
  if (selector) {
    checkLabelSelector(selector, `${path}.selector`, found);
    if (name) found.push(forbiddenField(`${path}.selector`, 'name and selector are mutually exclusive'));
  }
  if (!name && !selector) found.push(required(path, 'one of name or selector must be specified'));
  const at = `${path}.parameterNotFoundAction`;
  if (!parameterNotFoundAction) found.push(required(at));
  else if (!NOT_FOUND_ACTIONS.includes(parameterNotFoundAction)) {
    found.push(notSupported(at, parameterNotFoundAction, ['Deny', 'Allow']));
  }
}

function checkActions(actions: readonly string[], path: string, found: Found): void {
  const seen = new Set<string>();
  for (const [i, action] of actions.entries()) {
    if (!ACTIONS.includes(action)) found.push(notSupported(`${path}[${i}]`, action, ACTIONS));
    if (seen.has(action)) found.push(duplicateValue(`${path}[${i}]`, action));
    seen.add(action);
  }
  if (seen.has('Deny') && seen.has('Warn')) {
    const shown = goSyntax(goStrings(actions, 'admissionregistration.ValidationAction'));
    found.push(
      invalidValue(
        path,
        shown,
        'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
      ),
    );
  }
  if (seen.size === 0) found.push(required(path, 'at least one validation action is required'));
}
