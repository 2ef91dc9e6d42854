import type { Shape, Struct } from './shape.ts';

const struct = (name: string, fields: Readonly<Record<string, Shape>>): Struct => ({ struct: name, fields });
const list = (item: Shape): Shape => ({ list: item });
const TYPE = { apiVersion: 'string', kind: 'string' } as const;

const plugin = struct('Plugin', { name: 'string', weight: 'int32' });
const pluginSet = struct('PluginSet', { enabled: list(plugin), disabled: list(plugin) });
const resources = list(struct('ResourceSpec', { name: 'string', weight: 'int64' }));
const shape = list(struct('UtilizationShapePoint', { utilization: 'int32', score: 'int32' }));

/** The arguments of the plugins that have some, by plugin. Models kube-scheduler/config/v1/types_pluginargs.go. */
export const ARGS: Readonly<Record<string, Struct>> = {
  DefaultPreemption: struct('DefaultPreemptionArgs', {
    ...{ ...TYPE, minCandidateNodesPercentage: 'int32', minCandidateNodesAbsolute: 'int32' },
  }),
  InterPodAffinity: struct('InterPodAffinityArgs', {
    ...{ ...TYPE, hardPodAffinityWeight: 'int32', ignorePreferredTermsOfExistingPods: 'bool' },
  }),
  NodeAffinity: struct('NodeAffinityArgs', { ...TYPE, addedAffinity: { schema: 'io.k8s.api.core.v1.NodeAffinity' } }),
  NodeResourcesBalancedAllocation: struct('NodeResourcesBalancedAllocationArgs', { ...TYPE, resources }),
  NodeResourcesFit: struct('NodeResourcesFitArgs', {
    ...{ ...TYPE, ignoredResources: list('string'), ignoredResourceGroups: list('string') },
    scoringStrategy: struct('ScoringStrategy', {
      ...{ type: 'string', resources },
      requestedToCapacityRatio: struct('RequestedToCapacityRatioParam', { shape }),
    }),
  }),
  PodTopologySpread: struct('PodTopologySpreadArgs', {
    ...{ ...TYPE, defaultingType: 'string' },
    defaultConstraints: list({ schema: 'io.k8s.api.core.v1.TopologySpreadConstraint' }),
  }),
  VolumeBinding: struct('VolumeBindingArgs', { ...TYPE, bindTimeoutSeconds: 'int64', shape }),
};

const plugins = struct('Plugins', {
  ...{ preEnqueue: pluginSet, queueSort: pluginSet, preFilter: pluginSet, filter: pluginSet, postFilter: pluginSet },
  ...{ preScore: pluginSet, score: pluginSet, reserve: pluginSet, permit: pluginSet, preBind: pluginSet },
  ...{ bind: pluginSet, postBind: pluginSet, multiPoint: pluginSet },
});

const profile = struct('KubeSchedulerProfile', {
  ...{ schedulerName: 'string', percentageOfNodesToScore: 'int32', plugins },
  pluginConfig: list(struct('PluginConfig', { name: 'string', args: 'any' })),
});

const extender = struct('Extender', {
  ...{ urlPrefix: 'string', filterVerb: 'string', preemptVerb: 'string', prioritizeVerb: 'string', weight: 'int64' },
  ...{ bindVerb: 'string', enableHTTPS: 'bool', httpTimeout: 'duration', nodeCacheCapable: 'bool', ignorable: 'bool' },
  tlsConfig: struct('ExtenderTLSConfig', {
    ...{ insecure: 'bool', serverName: 'string', certFile: 'string', keyFile: 'string', caFile: 'string' },
    ...{ certData: 'string', keyData: 'string', caData: 'string' },
  }),
  managedResources: list(struct('ExtenderManagedResource', { name: 'string', ignoredByScheduler: 'bool' })),
});

/** Models kube-scheduler/config/v1/types.go; what has no part in scheduling is read and not used. */
export const CONFIGURATION = struct('KubeSchedulerConfiguration', {
  ...{ ...TYPE, parallelism: 'int32', percentageOfNodesToScore: 'int32', profiles: list(profile) },
  ...{ podInitialBackoffSeconds: 'int64', podMaxBackoffSeconds: 'int64', delayCacheUntilActive: 'bool' },
  ...{ enableProfiling: 'bool', enableContentionProfiling: 'bool', extenders: list(extender) },
  leaderElection: struct('LeaderElectionConfiguration', {
    ...{ leaderElect: 'bool', leaseDuration: 'duration', renewDeadline: 'duration', retryPeriod: 'duration' },
    ...{ resourceLock: 'string', resourceName: 'string', resourceNamespace: 'string' },
  }),
  clientConnection: struct('ClientConnectionConfiguration', {
    ...{ kubeconfig: 'string', acceptContentTypes: 'string', contentType: 'string', qps: 'float32', burst: 'int32' },
  }),
});
