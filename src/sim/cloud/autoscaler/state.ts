import type { Client } from '../../../api/client.ts';
import type { EventRecorder, InformerFactory, Lister } from '../../../api/controller.ts';
import type { DaemonSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { ConfigMap, Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import type { AutoscalerSpec } from '../../../api/scenario.ts';
import type { Random } from '../../../base/random.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Scope } from '../../engine/scope.ts';
import type { Profile } from '../../scheduler/profile.ts';
import type { NodeGroup } from '../node-group.ts';
import type { GroupBackOff } from './back-off.ts';

/** What a cluster autoscaler is started with. */
export interface AutoscalerOptions {
  readonly engine: Engine;
  /** Ends it when it is killed. */
  readonly scope: Scope;
  readonly client: Client;
  readonly informers: InformerFactory;
  readonly recorder: EventRecorder;
  readonly random: Random;
  readonly groups: readonly NodeGroup[];
  readonly spec: AutoscalerSpec;
}

/** What it works with and remembers; times are the engine's milliseconds. */
export interface AutoscalerState extends AutoscalerOptions {
  readonly profile: Profile;
  readonly nodes: Lister<Node>;
  readonly pods: Lister<Pod>;
  readonly daemonSets: Lister<DaemonSet>;
  readonly budgets: Lister<PodDisruptionBudget>;
  /** Since when nodes have not been needed. */
  readonly unneededSince: Map<string, number>;
  /** Nodes that are being removed, and whether they had to be drained. */
  readonly going: Map<string, 'empty' | 'drain'>;
  /** Since when a status has been as it is, by what it is of. */
  readonly since: Map<string, { readonly status: string; readonly ms: number }>;
  /** Groups that could not grow. */
  readonly backOff: GroupBackOff;
  /** Groups that were asked to grow and whose new nodes are not all there. */
  readonly growing: Set<string>;
  /** Absent where no expander reads one. */
  readonly configMaps: Lister<ConfigMap> | undefined;
  /** The ConfigMap, about which Events on the whole are. */
  statusMap: ConfigMap | undefined;
  lastScaleUpMs: number;
  lastDeleteMs: number;
  lastFailureMs: number;
}
