import type { ReplicaSetStatus } from '../../k8s/apps-v1.gen.ts';
import type { Pod, PodTemplateSpec } from '../../k8s/core-v1.gen.ts';
import type { Kind } from '../../kind.ts';
import type { KubeObject } from '../../object.ts';
import type { LabelMatcher } from '../../selectors.ts';

/** What keeps a number of equal Pods: a ReplicaSet or a ReplicationController. */
export interface Replicated extends KubeObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly template?: PodTemplateSpec;
  };
  readonly status?: ReplicaSetStatus;
}

/** In what the kinds differ. */
export interface ReplicatedKind<T extends Replicated> {
  readonly kind: Kind<T>;
  readonly podKind: Kind<Pod>;
  /** The component in the events. */
  readonly recorder: string;
  matcherOf(owner: T): LabelMatcher;
}
