import type { Ingress, IngressBackend } from '../../../api/k8s/networking-v1.gen.ts';

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
  /** Further Ingresses that take a share of these requests, with their shares in percent. */
  readonly canaries: readonly { readonly backend: IngressBackend; readonly weight: number; readonly ingress: string }[];
}

const CANARY = 'nginx.ingress.kubernetes.io/canary';
const WEIGHT = 'nginx.ingress.kubernetes.io/canary-weight';
const REWRITE = 'nginx.ingress.kubernetes.io/rewrite-target';

interface Candidate extends Omit<IngressMatch, 'canaries'> {
  readonly host: string;
  readonly path: string;
  readonly isExact: boolean;
  readonly weight: number | undefined;
}

/**
 * Finds the rule for a request among the Ingresses of a controller: an exact host before a wildcard before none, an
 * exact path before the longest prefix, the older Ingress first; default backends come last. Undefined: nobody's.
 * Models the semantics of networking.k8s.io/v1 Ingress and ingress-nginx' canaries.
 */
export function matchIngress(ingresses: readonly Ingress[], host: string, path: string): IngressMatch | undefined {
  const found = inOrder(ingresses).filter((one) => meetsHost(one.host, host) && meetsPath(one, path));
  const best = found.find(({ weight }) => weight === undefined);
  if (!best) return undefined;
  const canaries = found.filter((one) => one.weight !== undefined && one.host === best.host && one.path === best.path);
  const { ingress, namespace, rule, backend, rewrite } = best;
  return {
    ...{ ingress, namespace, rule, backend, rewrite },
    canaries: canaries.map((one) => ({ backend: one.backend, weight: one.weight!, ingress: one.ingress })),
  };
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
  const common = { weight: weightOf(annotations), rewrite: rewriteOf(annotations) };
  const base = { ingress: `${namespace}/${metadata.name}`, namespace, ...common };
  const list: Candidate[] = [];
  for (const { host = '', http } of spec?.rules ?? []) {
    for (const { path = '/', pathType, backend } of http?.paths ?? []) {
      const isExact = pathType === 'Exact';
      list.push({ ...base, host, path, isExact, backend, rule: `${host || '*'}${path}` });
    }
  }
  if (spec?.defaultBackend) {
    list.push({ ...base, host: '', path: '', isExact: false, backend: spec.defaultBackend, rule: 'default backend' });
  }
  return list;
}

function weightOf(annotations: Readonly<Record<string, string>> = {}): number | undefined {
  return annotations[CANARY] === 'true' ? Number(annotations[WEIGHT] ?? 0) : undefined;
}

/** A rewrite target replaces the whole path; groups of a pattern are not read. */
function rewriteOf(annotations: Readonly<Record<string, string>> = {}): string | undefined {
  return annotations[REWRITE]?.includes('$') ? undefined : annotations[REWRITE];
}

/** Whether a rule's host means a host: '' any, `*.example.com` one label before the rest. */
export function meetsHost(pattern: string, host: string): boolean {
  if (pattern === '' || pattern === host) return true;
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1);
}

/** Prefixes match whole elements of a path: /foo matches /foo/bar, not /foobar. */
function meetsPath({ path, isExact }: Candidate, wanted: string): boolean {
  if (path === '') return true;
  if (isExact) return path === wanted;
  const prefix = path.replace(/\/$/, '');
  return wanted === prefix || wanted.startsWith(`${prefix}/`);
}

const hostRank = (host: string): number => (host === '' ? 2 : host.startsWith('*.') ? 1 : 0);

function byPrecedence(a: Candidate, b: Candidate): number {
  return hostRank(a.host) - hostRank(b.host) || Number(b.isExact) - Number(a.isExact) || b.path.length - a.path.length;
}
