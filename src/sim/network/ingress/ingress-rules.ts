import type { Ingress, IngressBackend } from '../../../api/k8s/networking-v1.gen.ts';
import { type Canary, canaryOf } from './canary.ts';

/** Where a request goes by the rules of an Ingress. */
export interface IngressMatch {
  /** `namespace/name` of the Ingress. */
  readonly ingress: string;
  readonly namespace: string;
  /** Host and path of the rule, as it is written; `default backend` for that. */
  readonly rule: string;
  readonly backend: IngressBackend;
  /** The path that the Service gets instead. */
  readonly rewrite: string | undefined;
  /** Further Ingresses that take a share of these requests. */
  readonly canaries: readonly { readonly backend: IngressBackend; readonly canary: Canary; readonly ingress: string }[];
}

/** How requests for a host are encrypted. */
export interface HostTls {
  /** The Secret with the certificate, `namespace/name`. */
  readonly certificate: string;
  /** Who comes without encryption is sent away to come with it. */
  readonly redirects: boolean;
}

const REWRITE = 'nginx.ingress.kubernetes.io/rewrite-target';
const USE_REGEX = 'nginx.ingress.kubernetes.io/use-regex';
const SSL_REDIRECT = 'nginx.ingress.kubernetes.io/ssl-redirect';

interface Candidate extends Omit<IngressMatch, 'canaries' | 'rewrite'> {
  readonly host: string;
  readonly path: string;
  readonly isExact: boolean;
  readonly canary: Canary | undefined;
  /** What the path becomes; `$1` is the first group of the rule's path. */
  readonly target: string | undefined;
  /** The rule's path as a pattern, where the Ingress has patterns. */
  readonly pattern: RegExp | undefined;
}

/**
 * Finds the rule for a request among the Ingresses of a controller: an exact host before a wildcard before none, an
 * exact path before the longest prefix, the older Ingress first; default backends come last. Undefined: nobody's.
 * Models the semantics of networking.k8s.io/v1 Ingress and ingress-nginx' canaries.
 */
export function matchIngress(ingresses: readonly Ingress[], host: string, path: string): IngressMatch | undefined {
  const found = inOrder(ingresses).filter((one) => meetsHost(one.host, host) && meetsPath(one, path));
  const best = found.find(({ canary }) => canary === undefined);
  if (!best) return undefined;
  const canaries = found.filter((one) => one.canary !== undefined && one.host === best.host && one.path === best.path);
  const { ingress, namespace, rule, backend } = best;
  return {
    ...{ ingress, namespace, rule, backend },
    rewrite: rewritten(best, path),
    canaries: canaries.map((one) => ({ backend: one.backend, canary: one.canary!, ingress: one.ingress })),
  };
}

/** Whether and how requests for a host come encrypted; undefined where no Ingress says so. */
export function hostTls(ingresses: readonly Ingress[], host: string): HostTls | undefined {
  for (const { metadata, spec } of ingresses) {
    const entry = spec?.tls?.find(({ hosts = [] }) => hosts.some((one) => meetsHost(one, host)));
    if (!entry) continue;
    const certificate = entry.secretName ? `${metadata.namespace}/${entry.secretName}` : '';
    return { certificate, redirects: metadata.annotations?.[SSL_REDIRECT] !== 'false' };
  }
  return undefined;
}

const ordered = new WeakMap<readonly Ingress[], readonly Candidate[]>();

/** The rules of all Ingresses, those first that go first. Worked out once for a list: it stays until an Ingress changes. */
function inOrder(ingresses: readonly Ingress[]): readonly Candidate[] {
  let found = ordered.get(ingresses);
  if (!found) {
    found = ingresses.flatMap(candidatesOf).sort(byPrecedence);
    ordered.set(ingresses, found);
  }
  return found;
}

function candidatesOf({ metadata, spec }: Ingress): Candidate[] {
  const namespace = metadata.namespace ?? '';
  const { annotations } = metadata;
  const hasPatterns = annotations?.[USE_REGEX] === 'true' || annotations?.[REWRITE] !== undefined;
  const common = { canary: canaryOf(annotations), target: annotations?.[REWRITE] };
  const base = { ingress: `${namespace}/${metadata.name}`, namespace, ...common };
  const list: Candidate[] = [];
  for (const { host = '', http } of spec?.rules ?? []) {
    for (const { path = '/', pathType, backend } of http?.paths ?? []) {
      const isExact = pathType === 'Exact';
      const pattern = hasPatterns && !isExact ? patternOf(path) : undefined;
      list.push({ ...base, host, path, isExact, pattern, backend, rule: `${host || '*'}${path}` });
    }
  }
  if (spec?.defaultBackend) {
    list.push({
      ...base,
      host: '',
      path: '',
      isExact: false,
      pattern: undefined,
      backend: spec.defaultBackend,
      rule: 'default backend',
    });
  }
  return list;
}

/** ingress-nginx takes paths for patterns that begin at the beginning, whatever the case of their letters. */
function patternOf(path: string): RegExp | undefined {
  try {
    return new RegExp(`^${path}`, 'i');
  } catch {
    // nginx would refuse it; the path is taken as it stands.
    return undefined;
  }
}

/** The path that the Service gets; undefined for the one that was asked for. */
function rewritten({ target, pattern }: Candidate, path: string): string | undefined {
  if (target === undefined) return undefined;
  const groups = pattern?.exec(path) ?? [];
  return target.replace(/\$(\d)/g, (_all, n: string) => groups[Number(n)] ?? '');
}

/** Whether a rule's host means a host: '' any, `*.example.com` one label before the rest. */
export function meetsHost(pattern: string, host: string): boolean {
  if (pattern === '' || pattern === host) return true;
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1);
}

/** Prefixes match whole elements of a path: /foo matches /foo/bar, not /foobar. */
function meetsPath({ path, isExact, pattern }: Candidate, wanted: string): boolean {
  if (pattern) return pattern.test(wanted);
  if (path === '') return true;
  if (isExact) return path === wanted;
  const prefix = path.replace(/\/$/, '');
  return wanted === prefix || wanted.startsWith(`${prefix}/`);
}

const hostRank = (host: string): number => (host === '' ? 2 : host.startsWith('*.') ? 1 : 0);

function byPrecedence(a: Candidate, b: Candidate): number {
  return hostRank(a.host) - hostRank(b.host) || Number(b.isExact) - Number(a.isExact) || b.path.length - a.path.length;
}
