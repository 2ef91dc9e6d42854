import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type {
  FlowSchema,
  FlowSchemaSpec,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
  Subject,
} from '../../api/k8s/flowcontrol-v1.gen.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/names.ts';
import { checkDnsSubdomain, checkPresent, type Found, reject } from '../../api/validation/basics.ts';
import { validateFlowConditions } from '../../api/validation/flow-conditions.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';

const MAX_PRECEDENCE = 10_000;
const METHODS = ['ByNamespace', 'ByUser'];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const SUBJECTS = ['Group', 'ServiceAccount', 'User'];

const everything = {
  nonResourceRules: [{ nonResourceURLs: ['*'], verbs: ['*'] }],
  resourceRules: [{ apiGroups: ['*'], clusterScope: true, namespaces: ['*'], resources: ['*'], verbs: ['*'] }],
};
const group = (name: string): Subject => ({ group: { name }, kind: 'Group' });

/** Schemas that must be there and stay as they are. Models MandatoryFlowSchemas. */
const MANDATORY: Readonly<Record<string, FlowSchemaSpec>> = {
  exempt: {
    matchingPrecedence: 1,
    priorityLevelConfiguration: { name: 'exempt' },
    rules: [{ ...everything, subjects: [group('system:masters')] }],
  },
  'catch-all': {
    distinguisherMethod: { type: 'ByUser' },
    matchingPrecedence: 10_000,
    priorityLevelConfiguration: { name: 'catch-all' },
    rules: [{ ...everything, subjects: [group('system:unauthenticated'), group('system:authenticated')] }],
  },
};

/** Errors of a schema. Models ValidateFlowSchema. */
export function validateFlowSchema(schema: FlowSchema): readonly FieldError[] {
  const found: Found = [];
  const { name = '' } = schema.metadata;
  const spec = schema.spec ?? { priorityLevelConfiguration: { name: '' } };
  checkSpec(name, spec, found);
  const mandatory = Object.hasOwn(MANDATORY, name) ? MANDATORY[name] : undefined;
  if (mandatory && !deepEqual(spec, mandatory)) {
    const shown = goSyntax(`flowcontrol.FlowSchemaSpec{PriorityLevelConfiguration:${levelText(spec)}}`);
    found.push(invalidValue('spec', shown, `spec of '${name}' must equal the fixed value`));
  }
  found.push(...validateFlowConditions(schema));
  return found;
}

const levelText = ({ priorityLevelConfiguration: { name } }: FlowSchemaSpec): string =>
  `flowcontrol.PriorityLevelConfigurationReference{Name:${goQuote(name)}}`;

function checkSpec(name: string, spec: FlowSchemaSpec, found: Found): void {
  const { matchingPrecedence: precedence = 0, distinguisherMethod: method, rules = [] } = spec;
  const path = 'spec.matchingPrecedence';
  if (precedence <= 0) found.push(invalidValue(path, precedence, 'must be a positive value'));
  if (precedence > MAX_PRECEDENCE) {
    found.push(invalidValue(path, precedence, `must not be greater than ${MAX_PRECEDENCE}`));
  }
  if (precedence === 1 && name !== 'exempt') {
    found.push(invalidValue(path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1"));
  }
  if (method && !METHODS.includes(method.type)) {
    const shown = goSyntax(`flowcontrol.FlowDistinguisherMethod{Type:${goQuote(method.type ?? '')}}`);
    found.push(notSupported('spec.distinguisherMethod.type', shown, METHODS));
  }
  const level = spec.priorityLevelConfiguration?.name ?? '';
  const levelPath = 'spec.priorityLevelConfiguration.name';
  if (checkPresent(level, levelPath, found, 'must reference a priority level')) {
    checkDnsSubdomain(level, levelPath, found);
  }
  for (const [i, rule] of rules.entries()) checkRule(rule, `spec.rules[${i}]`, found);
}

function checkRule(rule: PolicyRulesWithSubjects, path: string, found: Found): void {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rule;
  for (const [i, subject] of subjects.entries()) checkSubject(subject, `${path}.subjects[${i}]`, found);
  if (subjects.length === 0) found.push(required(`${path}.subjects`, 'subjects must contain at least one value'));
  if (resourceRules.length === 0 && nonResourceRules.length === 0) {
    found.push(required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  for (const [i, each] of resourceRules.entries()) checkResourceRule(each, `${path}.resourceRules[${i}]`, found);
  for (const [i, each] of nonResourceRules.entries()) checkUrlRule(each, `${path}.nonResourceRules[${i}]`, found);
}

const FIELDS = [
  ['serviceAccount', 'ServiceAccount'],
  ['user', 'User'],
  ['group', 'Group'],
] as const;

function checkSubject(subject: Subject, path: string, found: Found): void {
  if (!SUBJECTS.includes(subject.kind)) {
    found.push(notSupported(`${path}.kind`, subject.kind ?? '', SUBJECTS));
    return;
  }
  for (const [field, kind] of FIELDS) {
    if (subject.kind === kind) checkNamed(subject, field, kind, `${path}.${field}`, found);
  }
  for (const [field, kind] of FIELDS) {
    if (subject.kind === kind || subject[field] === undefined) continue;
    found.push(forbiddenField(`${path}.${field}`, `${field} is forbidden when subject kind is not '${kind}'`));
  }
}

function checkNamed(
  subject: Subject,
  field: (typeof FIELDS)[number][0],
  kind: string,
  path: string,
  found: Found,
): void {
  const named = subject[field];
  if (!named) return void found.push(required(path, `${field} is required when subject kind is '${kind}'`));
  const hasName = checkPresent(named.name, `${path}.name`, found);
  if (field !== 'serviceAccount') return;
  if (hasName && named.name !== '*') reject(dns1123Subdomain(named.name), named.name, `${path}.name`, found);
  const { namespace } = subject.serviceAccount!;
  if (checkPresent(namespace, `${path}.namespace`, found, 'must specify namespace for service account')) {
    reject(dns1123Label(namespace), namespace, `${path}.namespace`, found);
  }
}

function checkVerbs(verbs: readonly string[], path: string, found: Found): void {
  if (verbs.length === 0) found.push(required(path, 'verbs must contain at least one value'));
  else if (verbs.includes('*')) checkAlone(verbs, 'verbs', path, found);
  else if (verbs.some((verb) => !VERBS.includes(verb))) found.push(notSupported(path, verbs, VERBS));
}

/** What stands for everything stands alone. */
function checkAlone(values: readonly string[], what: string, path: string, found: Found): void {
  if (values.length < 2 || !values.includes('*')) return;
  found.push(invalidValue(path, values, `if '*' is present, must not specify other ${what}`));
}

function checkUrlRule(rule: NonResourcePolicyRule, path: string, found: Found): void {
  const { nonResourceURLs: urls = [], verbs = [] } = rule;
  checkVerbs(verbs, `${path}.verbs`, found);
  const urlPath = `${path}.nonResourceURLs`;
  if (urls.length === 0) found.push(required(urlPath, 'nonResourceURLs must contain at least one value'));
  else if (urls.includes('*')) checkAlone(urls, 'non-resource URLs', urlPath, found);
  else {
    for (const [i, url] of urls.entries()) {
      const problem = urlProblem(url);
      if (problem !== undefined) found.push(invalidValue(`${urlPath}[${i}]`, url, problem));
    }
  }
}

function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (url === '/') return undefined;
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  const stars = url.split('*').length - 1;
  return stars > 1 || (stars === 1 && !url.endsWith('/*')) ? 'wildcard can only do suffix matching' : undefined;
}

function checkResourceRule(rule: ResourcePolicyRule, path: string, found: Found): void {
  const { apiGroups = [], resources = [], namespaces = [], verbs = [], clusterScope } = rule;
  checkVerbs(verbs, `${path}.verbs`, found);
  const lists = [
    ['apiGroups', apiGroups, 'api group', 'api groups'],
    ['resources', resources, 'resource', 'resources'],
  ] as const;
  for (const [field, values, one, others] of lists) {
    const own = `${path}.${field}`;
    if (values.length === 0) found.push(required(own, `resource rules must supply at least one ${one}`));
    else checkAlone(values, others, own, found);
  }
  const own = `${path}.namespaces`;
  if (namespaces.length === 0 && !clusterScope) {
    const detail = 'resource rules that are not cluster scoped must supply at least one namespace';
    found.push(required(own, detail));
  } else if (namespaces.includes('*')) checkAlone(namespaces, 'namespaces', own, found);
  else {
    for (const [i, namespace] of namespaces.entries()) {
      const messages = dns1123Label(namespace).map(
        (message) => `each member of this list must be '*' or a DNS-1123 label; ${message}`,
      );
      reject(messages, namespace, `${own}[${i}]`, found);
    }
  }
}
