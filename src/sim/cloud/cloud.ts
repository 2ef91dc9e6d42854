import type { CloudLoadBalancers } from './load-balancers.ts';

/** The simulated cloud as its controller manager asks it. */
export interface Cloud {
  readonly balancers: CloudLoadBalancers;
}
