import type { Server } from '../server.ts';

/** What runs when the server starts, in the order in which it begins: each is a check of its own. */
const HOOKS = `
start-apiserver-admission-initializer
generic-apiserver-start-informers
priority-and-fairness-config-consumer
priority-and-fairness-filter
storage-object-count-tracker-hook
start-apiextensions-informers
start-apiextensions-controllers
crd-informer-synced
start-system-namespaces-controller
start-cluster-authentication-info-controller
start-kube-apiserver-identity-lease-controller
start-kube-apiserver-identity-lease-garbage-collector
start-legacy-token-tracking-controller
start-service-ip-repair-controllers
rbac/bootstrap-roles
scheduling/bootstrap-system-priority-classes
priority-and-fairness-config-producer
bootstrap-controller
start-kube-aggregator-informers
apiservice-status-local-available-controller
apiservice-status-remote-available-controller
apiservice-registration-controller
apiservice-wait-for-first-sync
apiservice-discovery-controller
kube-apiserver-autoregistration
`
  .trim()
  .split('\n')
  .map((name) => `poststarthook/${name}`);

const STARTED = [
  ...HOOKS,
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  healthz: ['ping', 'log', 'etcd', ...STARTED],
  livez: ['ping', 'log', 'etcd', ...STARTED],
  readyz: ['ping', 'log', 'informer-sync', ...STARTED, 'shutdown'],
};

/** The paths of all checks. */
export function healthPaths(): readonly string[] {
  return Object.entries(CHECKS).flatMap(([name, checks]) => [`/${name}`, ...checks.map((each) => `/${name}/${each}`)]);
}

/** Every check and how it stands. */
export function healthChecks(
  server: Server,
): readonly { readonly type: string; readonly name: string; readonly ok: boolean }[] {
  return Object.entries(CHECKS).flatMap(([type, checks]) =>
    checks.map((name) => ({ type, name, ok: name !== 'etcd' || server.feed.connected })),
  );
}

/** The answer to /healthz, /livez, /readyz and each check below them; undefined for a check that there is none of. */
export function health(
  server: Server,
  path: string,
  verbose: boolean,
): { readonly code: number; readonly text: string } | undefined {
  const [, name = '', ...rest] = path.replace(/\/$/, '').split('/');
  const failed = server.feed.connected ? [] : ['etcd'];
  // A server that is ready does not list etcd among its checks, and is not ready without it.
  const checks = name === 'readyz' ? [...CHECKS[name]!, ...failed] : CHECKS[name]!;
  if (rest.length > 0) {
    const check = rest.join('/');
    if (!checks.includes(check)) return undefined;
    return failed.includes(check) ? { code: 500, text: 'internal server error: etcd' } : { code: 200, text: 'ok' };
  }
  const lines = checks.map((check) =>
    failed.includes(check) ? `[-]${check} failed: reason withheld` : `[+]${check} ok`,
  );
  if (failed.length > 0) return { code: 500, text: `${lines.join('\n')}\n${name} check failed\n` };
  return { code: 200, text: verbose ? `${lines.join('\n')}\n${name} check passed\n` : 'ok' };
}

/** /version. */
export const VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.13',
  gitCommit: 'kube-orrery',
  gitTreeState: 'archive',
  buildDate: '2026-01-05T08:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'simulated/virtual',
};
