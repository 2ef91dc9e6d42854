import { LEADER_ELECTION } from '../../api/config/leader-election.ts';
import { isMap } from '../../api/patch/json.ts';
import { DEFAULT_CONFIG, type PluginConfig, type ProfileConfig } from './config.ts';

/** Extension points besides MultiPoint; no profile says anything of its own for them. */
const POINTS = [
  ...['PreEnqueue', 'QueueSort', 'PreFilter', 'Filter', 'PostFilter', 'PreScore'],
  ...['Score', 'Reserve', 'Permit', 'PreBind', 'Bind', 'PostBind'],
];

/** The scheduler's whole configuration in the words of its /configz: what it follows, and what is of no consequence here. */
export const SCHEDULER_CONFIGZ = {
  ClientConnection: {
    AcceptContentTypes: '',
    Burst: 100,
    ContentType: 'application/vnd.kubernetes.protobuf',
    Kubeconfig: '/etc/kubernetes/scheduler.conf',
    QPS: 50,
  },
  DelayCacheUntilActive: false,
  EnableContentionProfiling: true,
  EnableProfiling: true,
  Extenders: null,
  LeaderElection: { ...LEADER_ELECTION, ResourceName: 'kube-scheduler' },
  Parallelism: 16,
  PercentageOfNodesToScore: DEFAULT_CONFIG.percentageOfNodesToScore,
  PodInitialBackoffSeconds: DEFAULT_CONFIG.podInitialBackoffSeconds,
  PodMaxBackoffSeconds: DEFAULT_CONFIG.podMaxBackoffSeconds,
  Profiles: DEFAULT_CONFIG.profiles.map(profile),
  apiVersion: 'kubescheduler.config.k8s.io/v1',
} as const;

function profile({ schedulerName, plugins, args, percentageOfNodesToScore }: ProfileConfig): object {
  const nothing = { Disabled: null, Enabled: null };
  return {
    SchedulerName: schedulerName,
    PercentageOfNodesToScore: percentageOfNodesToScore ?? null,
    PluginConfig: Object.keys(args)
      .sort()
      .map((name) => ({ Name: name, Args: goValue(args[name]) })),
    Plugins: {
      ...Object.fromEntries(POINTS.map((point) => [point, nothing])),
      MultiPoint: { Disabled: null, Enabled: plugins.map(named) },
    },
  };
}

function named({ name, weight }: PluginConfig): object {
  return { Name: name, Weight: weight };
}

/** A value as Go's struct shows it: capital fields, and nil for an empty list. */
function goValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(goValue);
  if (!isMap(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.slice(0, 1).toUpperCase() + key.slice(1), goValue(inner)]),
  );
}
