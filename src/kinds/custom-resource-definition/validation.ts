import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../api/k8s/apiextensions-v1.gen.ts';
import { dns1035Label, dns1123Subdomain } from '../../api/names.ts';
import type { Structural } from '../../api/structural/schema.ts';
import { type Found, IMMUTABLE } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { goVersions } from './go-versions.ts';
import { checkStructural } from './structural.ts';

const SCOPES = ['Cluster', 'Namespaced'];
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const MIXED_CASE = 'may have mixed case, but should otherwise match: ';

/** Errors of a definition. Models ValidateCustomResourceDefinition of apiextensions-apiserver. */
export function validateDefinition({ metadata, spec }: CustomResourceDefinition): readonly FieldError[] {
  const found: Found = [];
  const { group = '', names, versions = [] } = spec;
  const { plural = '' } = names ?? {};
  const name = metadata.name ?? '';
  if (name !== `${plural}.${group}`) {
    found.push(invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group'));
  }
  checkGroup(group, 'spec.group', found);
  if (!spec.scope) found.push(required('spec.scope'));
  else if (!SCOPES.includes(spec.scope)) found.push(notSupported('spec.scope', spec.scope, SCOPES));
  checkVersions(spec, versions, found);
  checkNames(names ?? { plural: '', kind: '' }, found);
  return found;
}

/** Errors of an update: the object's, then what may not change once names are established. */
export function validateDefinitionUpdate(
  next: CustomResourceDefinition,
  previous: CustomResourceDefinition,
): readonly FieldError[] {
  const found: Found = [...validateDefinition(next)];
  const check = (path: string, now: string, before: string): void => {
    if (now !== before) found.push(invalidValue(path, now, IMMUTABLE));
  };
  const established = previous.status?.conditions?.some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
  if (established) {
    check('spec.scope', next.spec.scope, previous.spec.scope);
    check('spec.names.kind', next.spec.names.kind, previous.spec.names.kind);
  }
  check('spec.group', next.spec.group, previous.spec.group);
  check('spec.names.plural', next.spec.names.plural, previous.spec.names.plural);
  return found;
}

function checkGroup(group: string, path: string, found: Found): void {
  const messages = dns1123Subdomain(group);
  if (group === '') found.push(required(path));
  else if (messages.length > 0) found.push(invalidValue(path, group, messages.join(',')));
  else if (!group.includes('.')) found.push(invalidValue(path, group, 'should be a domain with at least one dot'));
}

function checkVersions(
  spec: CustomResourceDefinitionSpec,
  versions: readonly CustomResourceDefinitionVersion[],
  found: Found,
): void {
  for (const [i, { schema }] of versions.entries()) {
    if (!schema?.openAPIV3Schema) {
      found.push(required(`spec.versions[${i}].schema.openAPIV3Schema`, 'schemas are required'));
    }
  }
  for (const [i, version] of versions.entries()) {
    const messages = dns1035Label(version.name ?? '');
    if (messages.length > 0) {
      found.push(invalidValue(`spec.versions[${i}].name`, version.name ?? '', messages.join(',')));
    }
    for (const [j, column] of (version.additionalPrinterColumns ?? []).entries()) {
      checkColumn(column, `${columnsPath(versions, i)}[${j}]`, found);
    }
  }
  checkSchemas(versions, found);
  const names = versions.map(({ name }) => name);
  const shown = goSyntax(goVersions(versions));
  if (new Set(names).size < names.length) {
    found.push(invalidValue('spec.versions', shown, 'must contain unique version names'));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    found.push(invalidValue('spec.versions', shown, 'must have exactly one version marked as storage version'));
  }
  if (spec.preserveUnknownFields) {
    const detail =
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
    found.push(invalidValue('spec.preserveUnknownFields', true, detail));
  }
}

/** What all versions have alike stands outside of them in upstream's internal form, and in its paths. */
function columnsPath(versions: readonly CustomResourceDefinitionVersion[], i: number): string {
  const alike = versions.every((each) =>
    deepEqual(each.additionalPrinterColumns, versions[0]!.additionalPrinterColumns),
  );
  return alike ? 'spec.additionalPrinterColumns' : `spec.versions[${i}].additionalPrinterColumns`;
}

function checkSchemas(versions: readonly CustomResourceDefinitionVersion[], found: Found): void {
  const first = versions[0]?.schema;
  const alike = versions.every(({ schema }) => deepEqual(schema, first));
  for (const [i, { schema }] of versions.entries()) {
    if (!schema?.openAPIV3Schema || (alike && i > 0)) continue;
    const path = alike ? 'spec.validation.openAPIV3Schema' : `spec.versions[${i}].schema.openAPIV3Schema`;
    checkStructural(schema.openAPIV3Schema as Structural, path, found);
  }
}

function checkColumn(column: CustomResourceColumnDefinition, path: string, found: Found): void {
  const { name = '', type = '', format = '', jsonPath = '' } = column;
  if (name === '') found.push(required(`${path}.name`));
  if (type === '') {
    found.push(required(`${path}.type`, `must be one of ${COLUMN_TYPES.join(',')}`));
  } else if (!COLUMN_TYPES.includes(type)) {
    found.push(invalidValue(`${path}.type`, type, `must be one of ${COLUMN_TYPES.join(',')}`));
  }
  if (format !== '' && !COLUMN_FORMATS.includes(format)) {
    found.push(invalidValue(`${path}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`));
  }
  if (jsonPath === '') found.push(required(`${path}.JSONPath`));
}

function checkNames(names: CustomResourceDefinitionNames, found: Found): void {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  const path = 'spec.names';
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[field]) found.push(required(`${path}.${field}`));
  }
  const label = (field: string, value: string): void => {
    const messages = dns1035Label(value);
    if (value !== '' && messages.length > 0) found.push(invalidValue(`${path}.${field}`, value, messages.join(',')));
  };
  const mixed = (field: string, value: string): void => {
    const messages = dns1035Label(value.toLowerCase());
    if (value !== '' && messages.length > 0) {
      found.push(invalidValue(`${path}.${field}`, value, MIXED_CASE + messages.join(',')));
    }
  };
  label('plural', plural);
  label('singular', singular);
  mixed('kind', kind);
  mixed('listKind', listKind);
  for (const [i, name] of shortNames.entries()) label(`shortNames[${i}]`, name);
  if (kind !== '' && kind === listKind) {
    found.push(invalidValue(`${path}.listKind`, listKind, 'kind and listKind may not be the same'));
  }
  for (const [i, name] of categories.entries()) label(`categories[${i}]`, name);
}
