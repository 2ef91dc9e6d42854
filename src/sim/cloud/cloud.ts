import type { Instances } from './instances.ts';
import type { CloudLoadBalancers } from './load-balancers.ts';
import type { NodeGroup } from './node-group.ts';

/** The simulated cloud as its controller manager and the cluster autoscaler ask it. */
export interface Cloud {
  readonly balancers: CloudLoadBalancers;
  /** Absent where nodes are no machines of the cloud. */
  readonly instances: Instances | undefined;
  readonly groups: readonly NodeGroup[];
}
