import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { generatorCommand, newMetadata } from './generator.ts';

/** `kubectl create ingress`. Models kubectl/pkg/cmd/create/create_ingress. */
export const createIngressCommand = generatorCommand({
  name: 'ingress',
  aliases: ['ing'],
  flags: [
    { name: 'class', type: 'string' },
    { name: 'rule', type: 'array' },
    { name: 'default-backend', type: 'string' },
    { name: 'annotation', type: 'array' },
  ],
  failure: 'failed to create ingress: ',
  *object(invocation, name) {
    return ingressOf(invocation, name);
  },
});

const BACKEND = /^(?<service>[\w-]+):(?<port>[\w-]+)/;
const RULE = /^(?<host>[\w*.-]*)(?<path>\/.*)=(?<service>[\w-]+):(?<port>[\w-]+)(,(?<tls>tls)=?(?<secret>[\w-]+)?)?/;

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  readonly port: string;
}

function ingressOf({ flags }: Invocation, name: string): AnyObject {
  const texts = flags.list('rule');
  const fallback = flags.string('default-backend');
  if (texts.length === 0 && fallback === '') {
    throw new Error(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const rules = texts.map(parseRule);
  const annotations = flags.list('annotation').map((text) => {
    const equals = text.indexOf('=');
    if (equals < 0) throw new Error(`annotation ${text} is invalid and should be in format key=[value]`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  const backend = fallback === '' ? undefined : BACKEND.exec(fallback)?.groups;
  if (fallback !== '' && !backend) throw new Error('default-backend should be in format servicename:serviceport');
  const tls = tlsOf(texts);
  const className = flags.string('class');
  return {
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: {
      ...newMetadata(name),
      ...(annotations.length ? { annotations: Object.fromEntries(annotations) } : {}),
    },
    spec: {
      ...(className ? { ingressClassName: className } : {}),
      ...(backend ? { defaultBackend: backendOf(backend as never) } : {}),
      ...(tls.length ? { tls } : {}),
      ...(rules.length ? { rules: rulesOf(rules) } : {}),
    },
    status: { loadBalancer: {} },
  };
}

function parseRule(text: string): Rule {
  const groups = RULE.exec(text)?.groups;
  if (!groups) {
    throw new Error(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  return groups as unknown as Rule;
}

function backendOf({ service, port }: { readonly service: string; readonly port: string }): unknown {
  return { service: { name: service, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** One rule a host, in the order in which the hosts come. */
function rulesOf(rules: readonly Rule[]): unknown[] {
  return [...new Set(rules.map(({ host }) => host))].map((host) => {
    const paths = rules
      .filter((rule) => rule.host === host)
      .map((rule) => ({
        path: rule.path.replace(/\*$/, ''),
        pathType: rule.path.endsWith('*') ? 'Prefix' : 'Exact',
        backend: backendOf(rule),
      }));
    return { ...(host ? { host } : {}), http: { paths } };
  });
}

/** A host is taken once; what comes after the comma is a secret whatever it is called. Models buildTLSRules. */
function tlsOf(texts: readonly string[]): unknown[] {
  const found: { hosts: string[]; secretName?: string }[] = [];
  const seen = new Set<string>();
  for (const text of texts) {
    const [rule, option, ...more] = text.split(',') as [string, string?];
    const host = rule.split('/')[0]!;
    if (option === undefined || more.length > 0 || seen.has(host)) continue;
    seen.add(host);
    const secret = option.split('=')[1] ?? '';
    const same = found.find((each) => (each.secretName ?? '') === secret);
    if (same) same.hosts.push(host);
    else if (host || secret) found.push({ hosts: host ? [host] : [], ...(secret ? { secretName: secret } : {}) });
  }
  return found.map(({ hosts, secretName }) => ({
    ...(hosts.length ? { hosts } : {}),
    ...(secretName ? { secretName } : {}),
  }));
}
