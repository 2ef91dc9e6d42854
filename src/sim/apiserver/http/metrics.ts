import { FEATURE_GATES } from '../../../api/config/feature-gates.ts';
import type { StartedServer } from '../server.ts';
import { healthChecks, VERSION } from './health.ts';

/** The paths at which a monitoring system reads figures. */
export const METRICS_PATHS = ['/metrics', '/metrics/slis'] as const;

/** What those paths answer, in Prometheus' text format: the figures that the simulation has. */
export function metrics(server: StartedServer, path: string): string | undefined {
  if (path === '/metrics') return [...storedObjects(server), ...buildInfo(), ...features()].join('');
  return path === '/metrics/slis' ? checks(server).join('') : undefined;
}

function storedObjects({ resources }: StartedServer): string[] {
  const counts = resources.all
    .map(({ name, prefix, cache }) => [name, cache.list(prefix, `${prefix}\uffff`).length] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return family(
    'apiserver_storage_objects',
    '[STABLE] Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.',
    counts.map(([name, count]) => `{resource="${name}"} ${count}`),
  );
}

function buildInfo(): string[] {
  const labels = [
    ['build_date', VERSION.buildDate],
    ['compiler', VERSION.compiler],
    ['git_commit', VERSION.gitCommit],
    ['git_tree_state', VERSION.gitTreeState],
    ['git_version', VERSION.gitVersion],
    ['go_version', VERSION.goVersion],
    ['major', VERSION.major],
    ['minor', VERSION.minor],
    ['platform', VERSION.platform],
  ].map(([name, value]) => `${name}="${value}"`);
  const about =
    "[ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.";
  return family('kubernetes_build_info', about, [`{${labels.join(',')}} 1`]);
}

function features(): string[] {
  const rows = [...FEATURE_GATES].map(
    ([name, { enabled, stage }]) => `{name="${name}",stage="${stage === 'GA' ? '' : stage}"} ${enabled ? 1 : 0}`,
  );
  const about = '[BETA] This metric records the data about the stage and enablement of a k8s feature.';
  return family('kubernetes_feature_enabled', about, rows.sort());
}

function checks(server: StartedServer): string[] {
  const rows = healthChecks(server).map(({ type, name, ok }) => `{name="${name}",type="${type}"} ${ok ? 1 : 0}`);
  return family(
    'kubernetes_healthcheck',
    '[STABLE] This metric records the result of a single healthcheck.',
    rows.sort(),
  );
}

function family(name: string, help: string, rows: readonly string[]): string[] {
  return [`# HELP ${name} ${help}\n`, `# TYPE ${name} gauge\n`, ...rows.map((row) => `${name}${row}\n`)];
}
