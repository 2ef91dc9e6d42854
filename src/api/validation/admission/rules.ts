import { invalidValue, notSupported, required } from '../../field-errors.ts';
import { goStrings, goSyntax } from '../../go-syntax.ts';
import type { NamedRuleWithOperations } from '../../k8s/admissionregistration-v1.gen.ts';
import type { Found } from '../basics.ts';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

/** Which requests a webhook or policy is about. Models validateRuleWithOperations. */
export function checkRule(rule: NamedRuleWithOperations, path: string, found: Found): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  if (operations.length === 0) found.push(required(`${path}.operations`));
  if (hasMoreThanAll(operations)) {
    const shown = goSyntax(goStrings(operations, 'admissionregistration.OperationType'));
    found.push(invalidValue(`${path}.operations`, shown, "if '*' is present, must not specify other operations"));
  }
  for (const [i, operation] of operations.entries()) {
    if (!OPERATIONS.includes(operation)) found.push(notSupported(`${path}.operations[${i}]`, operation, OPERATIONS));
  }
  checkGroups(apiGroups, `${path}.apiGroups`, 'API groups', found);
  checkGroups(apiVersions, `${path}.apiVersions`, 'API versions', found);
  for (const [i, version] of apiVersions.entries()) {
    if (version === '') found.push(required(`${path}.apiVersions[${i}]`));
  }
  checkResources(resources, `${path}.resources`, found);
  if (scope !== undefined && !SCOPES.includes(scope)) found.push(notSupported(`${path}.scope`, scope, SCOPES));
}

function hasMoreThanAll(names: readonly string[]): boolean {
  return names.length > 1 && names.includes('*');
}

function checkGroups(names: readonly string[], path: string, what: string, found: Found): void {
  if (names.length === 0) found.push(required(path));
  if (hasMoreThanAll(names)) found.push(invalidValue(path, names, `if '*' is present, must not specify other ${what}`));
}

function checkResources(resources: readonly string[], path: string, found: Found): void {
  if (resources.length === 0) found.push(required(path));
  const wholeResources = new Set<string>();
  const wholeSubresources = new Set<string>();
  let plain = false;
  for (const [i, name] of resources.entries()) {
    const at = `${path}[${i}]`;
    if (name === '') {
      found.push(required(at));
      continue;
    }
    const slash = name.indexOf('/');
    if (slash < 0) {
      plain = name !== '*';
      continue;
    }
    const [resource, subresource] = [name.slice(0, slash), name.slice(slash + 1)];
    const refuse = (present: string): unknown =>
      found.push(invalidValue(at, name, `if '${present}' is present, must not specify ${name}`));
    if (wholeResources.has(resource)) refuse(`${resource}/*`);
    if (wholeSubresources.has(subresource)) refuse(`*/${subresource}`);
    if (subresource === '*') wholeResources.add(resource);
    if (resource === '*') wholeSubresources.add(subresource);
  }
  if (resources.length > 1 && resources.includes('*/*')) {
    found.push(invalidValue(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  if (resources.includes('*') && plain) {
    const detail = "if '*' is present, must not specify other resources without subresources";
    found.push(invalidValue(path, resources, detail));
  }
}
