import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import { ipAddress, parseIp } from '../../api/ip.ts';
import type {
  HTTPIngressPath,
  HTTPIngressRuleValue,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressServiceBackend,
  IngressTLS,
} from '../../api/k8s/networking-v1.gen.ts';
import {
  dns1035Label,
  dns1123Subdomain,
  validPortName,
  validPortNum,
  wildcardDns1123Subdomain,
} from '../../api/names.ts';
import { type Found, reject } from '../../api/validation/basics.ts';
import { checkTypedReference } from '../../api/validation/references.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const NOT_AN_ADDRESS = 'must be a DNS name, not an IP address';
const ABSOLUTE = 'must be an absolute path';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];

/** What an old object was allowed to have, an update may keep. */
interface Leniency {
  readonly secretNames: boolean;
  readonly wildcardRules: boolean;
}

const STRICT: Leniency = { secretNames: false, wildcardRules: false };

/** Errors of a new Ingress. Models ValidateIngressCreate of pkg/apis/networking/validation. */
export function validateIngress(ingress: Ingress): readonly FieldError[] {
  const found: Found = [];
  checkSpec(ingress, STRICT, found);
  const annotation = ingress.metadata.annotations?.[CLASS_ANNOTATION];
  const name = ingress.spec?.ingressClassName;
  if (annotation !== undefined && name !== undefined && annotation !== name) {
    const detail = 'must match `ingressClassName` when both are specified';
    found.push(invalidValue(`annotations.${CLASS_ANNOTATION}`, annotation, detail));
  }
  return found;
}

/** Errors of an update. Models ValidateIngressUpdate. */
export function validateIngressUpdate(next: Ingress, previous: Ingress): readonly FieldError[] {
  const { rules = [], tls = [] } = previous.spec ?? {};
  const leniency: Leniency = {
    secretNames: tls.some(({ secretName }) => secretName && dns1123Subdomain(secretName).length > 0),
    wildcardRules: rules.some(({ host, http }) => host?.includes('*') && http && ruleErrors(http).length > 0),
  } as Leniency;
  const found: Found = [];
  checkSpec(next, leniency, found);
  return found;
}

/** Errors of a new status. Models ValidateIngressStatusUpdate. */
export function validateIngressStatusUpdate({ status }: Ingress): readonly FieldError[] {
  const found: Found = [];
  for (const [i, { ip, hostname }] of (status?.loadBalancer?.ingress ?? []).entries()) {
    const path = `status.loadBalancer.ingress[${i}]`;
    if (ip) reject(ipAddress(ip), ip, `${path}.ip`, found);
    if (!hostname) continue;
    reject(dns1123Subdomain(hostname), hostname, `${path}.hostname`, found);
    if (parseIp(hostname)) found.push(invalidValue(`${path}.hostname`, hostname, NOT_AN_ADDRESS));
  }
  return found;
}

/** What to warn of in a new Ingress. */
export function ingressWarnings({ metadata, spec }: Ingress, previous?: Ingress): readonly string[] {
  if (previous || spec?.ingressClassName !== undefined) return [];
  if (metadata.annotations?.[CLASS_ANNOTATION] === undefined) return [];
  return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
}

function checkSpec({ spec = {} }: Ingress, leniency: Leniency, found: Found): void {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  if (rules.length === 0 && !defaultBackend) {
    const nothing = goSyntax('[]networking.IngressRule(nil)');
    found.push(invalidValue('spec', nothing, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) checkBackend(defaultBackend, 'spec.defaultBackend', found);
  for (const [i, rule] of rules.entries()) checkRule(rule, `spec.rules[${i}]`, leniency, found);
  for (const [i, each] of tls.entries()) checkTls(each, `spec.tls[${i}]`, leniency, found);
  if (ingressClassName !== undefined) {
    reject(dns1123Subdomain(ingressClassName), ingressClassName, 'spec.ingressClassName', found);
  }
}

function checkTls({ hosts = [], secretName }: IngressTLS, path: string, { secretNames }: Leniency, found: Found): void {
  for (const [i, host] of hosts.entries()) {
    const check = host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain;
    reject(check(host), host, `${path}.hosts[${i}]`, found);
  }
  if (secretName && !secretNames) reject(dns1123Subdomain(secretName), secretName, `${path}.secretName`, found);
}

function checkRule({ host, http }: IngressRule, path: string, { wildcardRules }: Leniency, found: Found): void {
  const wildcard = host?.includes('*') ?? false;
  if (host) {
    if (parseIp(host)) found.push(invalidValue(`${path}.host`, host, NOT_AN_ADDRESS));
    reject((wildcard ? wildcardDns1123Subdomain : dns1123Subdomain)(host), host, `${path}.host`, found);
  }
  if (http && !(wildcard && wildcardRules)) checkHttp(http, `${path}.http`, found);
}

function ruleErrors(http: HTTPIngressRuleValue): Found {
  const found: Found = [];
  checkHttp(http, '', found);
  return found;
}

function checkHttp({ paths = [] }: HTTPIngressRuleValue, path: string, found: Found): void {
  if (paths.length === 0) found.push(required(`${path}.paths`));
  for (const [i, each] of paths.entries()) checkPath(each, `${path}.paths[${i}]`, found);
}

function checkPath({ path = '', pathType, backend }: HTTPIngressPath, at: string, found: Found): void {
  if (pathType === undefined) return void found.push(required(`${at}.pathType`, 'pathType must be specified'));
  const refuse = (detail: string): unknown => found.push(invalidValue(`${at}.path`, path, detail));
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!path.startsWith('/')) refuse(ABSOLUTE);
    for (const bad of BAD_SEQUENCES) if (path.includes(bad)) refuse(`must not contain '${bad}'`);
    for (const bad of BAD_ENDS) if (path.endsWith(bad)) refuse(`cannot end with '${bad}'`);
  } else if (pathType !== 'ImplementationSpecific') {
    found.push(notSupported(`${at}.pathType`, pathType, PATH_TYPES));
  } else if (path !== '' && !path.startsWith('/')) refuse(ABSOLUTE);
  checkBackend(backend ?? {}, `${at}.backend`, found);
}

function checkBackend({ resource, service }: IngressBackend, path: string, found: Found): void {
  if (resource && service) found.push(invalidValue(path, '', 'cannot set both resource and service backends'));
  else if (resource) checkTypedReference(resource, `${path}.resource`, found);
  else if (service) checkService(service, path, found);
  else found.push(invalidValue(path, '', 'resource or service backend is required'));
}

function checkService({ name, port = {} }: IngressServiceBackend, path: string, found: Found): void {
  if (name) reject(dns1035Label(name), name, `${path}.service.name`, found);
  else found.push(required(`${path}.service.name`));
  if (port.name && port.number) found.push(invalidValue(path, '', 'cannot set both port name & port number'));
  else if (port.name) reject(validPortName(port.name), port.name, `${path}.service.port.name`, found);
  else if (port.number) reject(validPortNum(port.number), port.number, `${path}.service.port.number`, found);
  else found.push(required(path, 'port name or number is required'));
}
