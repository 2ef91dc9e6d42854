import type { ExtensionPoint } from './extension-points.ts';

/** A plugin of a profile; the order of the list is the order in which plugins run. */
export interface PluginConfig {
  readonly name: string;
  /** Factor of the plugin's score; 0 for plugins that do not score. */
  readonly weight: number;
}

/** What an extension point has of its own. */
export interface PluginSet {
  readonly enabled: readonly PluginConfig[];
  /** Names; `*` for all. */
  readonly disabled: readonly string[];
}

/** A scheduler under a name of its own. Models KubeSchedulerProfile. */
export interface ProfileConfig {
  readonly schedulerName: string;
  /** The plugins of all extension points: multiPoint. */
  readonly plugins: readonly PluginConfig[];
  /** What single extension points have besides, or not. */
  readonly points?: Readonly<Partial<Record<ExtensionPoint, PluginSet>>>;
  /** Arguments by plugin name, as in pluginConfig. */
  readonly args: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Overrides the scheduler's value. */
  readonly percentageOfNodesToScore?: number;
}

/** What of KubeSchedulerConfiguration the scheduler follows. */
export interface SchedulerConfig {
  readonly profiles: readonly ProfileConfig[];
  /** Share of the nodes to find before scoring, in percent; 0 lets it fall with the cluster's size. */
  readonly percentageOfNodesToScore: number;
  readonly podInitialBackoffSeconds: number;
  readonly podMaxBackoffSeconds: number;
}

const cpuAndMemory = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** The configuration of kube-scheduler v1.32 without a file. Plugins without code here are left out of the profile. */
export const DEFAULT_CONFIG: SchedulerConfig = {
  percentageOfNodesToScore: 0,
  podInitialBackoffSeconds: 1,
  podMaxBackoffSeconds: 10,
  profiles: [
    {
      schedulerName: 'default-scheduler',
      plugins: [
        { name: 'SchedulingGates', weight: 0 },
        { name: 'PrioritySort', weight: 0 },
        { name: 'NodeUnschedulable', weight: 0 },
        { name: 'NodeName', weight: 0 },
        { name: 'TaintToleration', weight: 3 },
        { name: 'NodeAffinity', weight: 2 },
        { name: 'NodePorts', weight: 0 },
        { name: 'NodeResourcesFit', weight: 1 },
        { name: 'VolumeRestrictions', weight: 0 },
        { name: 'NodeVolumeLimits', weight: 0 },
        { name: 'VolumeBinding', weight: 0 },
        { name: 'VolumeZone', weight: 0 },
        { name: 'PodTopologySpread', weight: 2 },
        { name: 'InterPodAffinity', weight: 2 },
        { name: 'DefaultPreemption', weight: 0 },
        { name: 'NodeResourcesBalancedAllocation', weight: 1 },
        { name: 'ImageLocality', weight: 1 },
        { name: 'DefaultBinder', weight: 0 },
      ],
      args: {
        DefaultPreemption: { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
        InterPodAffinity: { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false },
        NodeAffinity: { addedAffinity: undefined },
        NodeResourcesBalancedAllocation: { resources: cpuAndMemory },
        NodeResourcesFit: {
          ignoredResources: [],
          ignoredResourceGroups: [],
          scoringStrategy: { type: 'LeastAllocated', resources: cpuAndMemory },
        },
        PodTopologySpread: { defaultConstraints: [], defaultingType: 'System' },
        VolumeBinding: { bindTimeoutSeconds: 600 },
      },
    },
  ],
};
