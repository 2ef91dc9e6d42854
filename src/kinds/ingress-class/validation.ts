import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required, tooLong } from '../../api/field-errors.ts';
import type { IngressClass, IngressClassParametersReference } from '../../api/k8s/networking-v1.gen.ts';
import { dns1123Label } from '../../api/names.ts';
import { type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { checkDomainPrefixedPath } from '../../api/validation/domain-path.ts';
import { checkTypedReference } from '../../api/validation/references.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_CONTROLLER_BYTES = 250;
const SCOPES = ['Cluster', 'Namespace'];

/** Errors of an IngressClass. Models ValidateIngressClass of pkg/apis/networking/validation. */
export function validateIngressClass({ spec = {} }: IngressClass): readonly FieldError[] {
  const found: Found = [];
  const { controller = '', parameters } = spec;
  if (controller === '') found.push(required('spec.controller'));
  else {
    if (utf8Length(controller) > MAX_CONTROLLER_BYTES) found.push(tooLong('spec.controller', MAX_CONTROLLER_BYTES));
    checkDomainPrefixedPath(controller, 'spec.controller', found);
  }
  if (parameters) checkParameters(parameters, 'spec.parameters', found);
  return found;
}

/** Errors of an update: a changed controller, then the object's. */
export function validateIngressClassUpdate(next: IngressClass, previous: IngressClass): readonly FieldError[] {
  const found: Found = [];
  const controller = next.spec?.controller ?? '';
  if (controller !== (previous.spec?.controller ?? '')) {
    found.push(invalidValue('spec.controller', controller, IMMUTABLE));
  }
  return [...found, ...validateIngressClass(next)];
}

function checkParameters(parameters: IngressClassParametersReference, path: string, found: Found): void {
  checkTypedReference(parameters, path, found);
  const { scope, namespace } = parameters;
  const at = `${path}.namespace`;
  if (scope === undefined) found.push(required(`${path}.scope`));
  else if (!SCOPES.includes(scope)) found.push(notSupported(`${path}.scope`, scope, SCOPES));
  else if (scope === 'Cluster') {
    if (namespace !== undefined) found.push(forbiddenField(at, "`parameters.scope` is set to 'Cluster'"));
  } else if (namespace === undefined) found.push(required(at, "`parameters.scope` is set to 'Namespace'"));
  else reject(dns1123Label(namespace), namespace, at, found);
}
