import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, notSupported, required } from '../../api/field-errors.ts';
import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import { dns1035Label, dns1123Subdomain, pathSegment } from '../../api/names.ts';
import { base64Length } from '../../api/validation/base64.ts';
import { checkPresent, type Found, reject } from '../../api/validation/basics.ts';
import { goQuote } from '../../base/go-quote.ts';

/** Errors of an APIService, of its name too. Models ValidateAPIService of kube-aggregator. */
export function validateApiService({ metadata, spec }: APIService): readonly FieldError[] {
  const found: Found = [];
  const { group = '', version = '', service, caBundle, insecureSkipTLSVerify = false } = spec ?? {};
  const { groupPriorityMinimum = 0, versionPriority = 0 } = spec ?? {};
  const { name = '' } = metadata;
  const wanted = `${version}.${group}`;
  if (name !== wanted && name !== '' && pathSegment(name, false).length === 0) {
    found.push(invalidValue('metadata.name', name, `must be \`spec.version+"."+spec.group\`: ${goQuote(wanted)}`));
  }
  if (group === '' && version !== 'v1') {
    found.push(required('spec.group', 'only v1 may have an empty group and it better be legacy kube'));
  }
  if (group !== '') reject(dns1123Subdomain(group), group, 'spec.group', found);
  reject(dns1035Label(version), version, 'spec.version', found);
  if (groupPriorityMinimum <= 0 || groupPriorityMinimum > 20_000) {
    found.push(invalidValue('spec.groupPriorityMinimum', groupPriorityMinimum, 'must be positive and less than 20000'));
  }
  if (versionPriority <= 0 || versionPriority > 1000) {
    found.push(invalidValue('spec.versionPriority', versionPriority, 'must be positive and less than 1000'));
  }
  const bundleBytes = base64Length(caBundle ?? '');
  if (!service) {
    if (bundleBytes > 0) {
      found.push(invalidValue('spec.caBundle', `${bundleBytes} bytes`, 'local APIServices may not have a caBundle'));
    }
    if (insecureSkipTLSVerify) {
      const detail = 'local APIServices may not have insecureSkipTLSVerify';
      found.push(invalidValue('spec.insecureSkipTLSVerify', true, detail));
    }
    return found;
  }
  checkPresent(service.namespace, 'spec.service.namespace', found);
  checkPresent(service.name, 'spec.service.name', found);
  const { port = 443 } = service;
  if (port < 1 || port > 65_535) {
    const detail = 'port is not valid: must be between 1 and 65535, inclusive';
    found.push(invalidValue('spec.service.port', port, detail));
  }
  if (insecureSkipTLSVerify && bundleBytes > 0) {
    found.push(invalidValue('spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present'));
  }
  return found;
}

/** Errors of its status. Models ValidateAPIServiceStatus. */
export function validateApiServiceStatus({ status }: APIService): readonly FieldError[] {
  const allowed = ['True', 'False', 'Unknown'];
  return (status?.conditions ?? []).flatMap(({ status: value }, i) =>
    allowed.includes(value) ? [] : [notSupported(`status.conditions[${i}].status`, value, allowed)],
  );
}
