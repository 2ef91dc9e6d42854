import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from '../../../../api/k8s/admissionregistration-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { ApiError, forbidden } from '../../../../api/status.ts';
import { type Candidate, isExempt, isMatched } from '../rules.ts';
import { type Denial, denialsOf } from './evaluate.ts';
import { ConfigurationError, paramsOf } from './params.ts';
import { requestVariables } from './variables.ts';

const GROUP = 'admissionregistration.k8s.io';
const CODES: Readonly<Record<string, number>> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413 };
const INVALID = 422;

/** Holds a request against the ValidatingAdmissionPolicies. Throws ApiError. Models plugin/policy/validating.dispatcher. */
export function checkPolicies(candidate: Candidate): void {
  const { server, call } = candidate.attributes;
  const policies = listOf(server.resources.named(GROUP, 'validatingadmissionpolicies'));
  if (policies.length === 0 || isExempt(candidate)) return;
  const bindings = listOf(server.resources.named(GROUP, 'validatingadmissionpolicybindings'));
  let variables: ReturnType<typeof requestVariables> | undefined;
  for (const policy of policies as readonly ValidatingAdmissionPolicy[]) {
    const match = policy.spec?.matchConstraints;
    if (!match || !isMatched(match, candidate)) continue;
    for (const binding of bindings as readonly ValidatingAdmissionPolicyBinding[]) {
      const { policyName, matchResources, validationActions = [] } = binding.spec ?? {};
      if (policyName !== policy.metadata.name) continue;
      if (matchResources && !isMatched(matchResources, candidate)) continue;
      variables ??= requestVariables(candidate);
      for (const denial of denials(policy, binding, candidate, variables)) {
        if (validationActions.includes('Warn')) {
          const where = `'${policyName}' with binding '${binding.metadata.name}'`;
          call.warnings.push(`Validation failed for ValidatingAdmissionPolicy ${where}: ${denial.message}`);
        }
        if (validationActions.includes('Deny')) throw denied(candidate, policy, binding, denial);
      }
    }
  }
}

function listOf(resource: { readonly prefix: string; readonly cache: Cache } | undefined): readonly KubeObject[] {
  return resource ? resource.cache.list(resource.prefix, `${resource.prefix}\uffff`) : [];
}

interface Cache {
  list(from: string, to: string): readonly KubeObject[];
}

function denials(
  policy: ValidatingAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  candidate: Candidate,
  variables: Readonly<Record<string, unknown>>,
): readonly Denial[] {
  try {
    const params = paramsOf(policy.spec?.paramKind, binding.spec?.paramRef, candidate);
    return params.flatMap((each) => denialsOf(policy, variables, each));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (policy.spec?.failurePolicy === 'Ignore') return [];
    return [{ message: `failed to configure binding: ${error.message}`, reason: 'Invalid' }];
  }
}

function denied(
  { attributes: { call }, object, previous }: Candidate,
  policy: ValidatingAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  { message, reason }: Denial,
): ApiError {
  const { name = '', generateName = '' } = (object ?? previous)!.metadata;
  const why = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}' denied request: ${message}`;
  const { status } = forbidden(call.resource.kind, name || generateName || 'Unknown', why);
  const details = { ...status.details, causes: [{ message: why }] };
  return new ApiError(CODES[reason] ?? INVALID, reason, status.message!, details);
}
