import type { NodeAffinity, TopologySpreadConstraint } from '../../../api/k8s/core-v1.gen.ts';
import type { ExtensionPoint } from '../extension-points.ts';

/** A set of plugins as it is written. */
export interface RawPluginSet {
  readonly enabled?: readonly { readonly name?: string; readonly weight?: number }[];
  readonly disabled?: readonly { readonly name?: string }[];
}

export interface RawProfile {
  readonly schedulerName?: string;
  readonly percentageOfNodesToScore?: number;
  readonly plugins?: Readonly<Partial<Record<ExtensionPoint | 'multiPoint', RawPluginSet>>>;
  readonly pluginConfig?: readonly { readonly name?: string; readonly args?: PluginArgs }[];
}

/** A program outside of the cluster that filters, scores or binds, too. */
export interface RawExtender {
  readonly urlPrefix?: string;
  readonly prioritizeVerb?: string;
  readonly bindVerb?: string;
  readonly weight?: number;
  readonly managedResources?: readonly { readonly name?: string; readonly ignoredByScheduler?: boolean }[];
}

/** A configuration as it is written: any field may be missing. */
export interface RawConfiguration {
  readonly parallelism?: number;
  readonly percentageOfNodesToScore?: number;
  readonly podInitialBackoffSeconds?: number;
  readonly podMaxBackoffSeconds?: number;
  readonly clientConnection?: { readonly burst?: number };
  readonly leaderElection?: {
    readonly leaderElect?: boolean;
    readonly leaseDuration?: string;
    readonly renewDeadline?: string;
    readonly retryPeriod?: string;
    readonly resourceLock?: string;
    readonly resourceName?: string;
    readonly resourceNamespace?: string;
  };
  readonly profiles?: readonly RawProfile[];
  readonly extenders?: readonly RawExtender[];
}

export interface ResourceSpec {
  readonly name?: string;
  readonly weight?: number;
}

export interface ShapePoint {
  readonly utilization?: number;
  readonly score?: number;
}

/** The arguments of all plugins together: each uses its own. */
export interface PluginArgs {
  readonly minCandidateNodesPercentage?: number;
  readonly minCandidateNodesAbsolute?: number;
  readonly hardPodAffinityWeight?: number;
  readonly ignorePreferredTermsOfExistingPods?: boolean;
  readonly addedAffinity?: NodeAffinity;
  readonly resources?: readonly ResourceSpec[];
  readonly ignoredResources?: readonly string[];
  readonly ignoredResourceGroups?: readonly string[];
  readonly scoringStrategy?: {
    readonly type?: string;
    readonly resources?: readonly ResourceSpec[];
    readonly requestedToCapacityRatio?: { readonly shape?: readonly ShapePoint[] };
  };
  readonly defaultConstraints?: readonly TopologySpreadConstraint[];
  readonly defaultingType?: string;
  readonly bindTimeoutSeconds?: number;
  readonly shape?: readonly ShapePoint[];
}
