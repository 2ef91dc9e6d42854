import type { ProxyNode } from './proxy/proxy-node.ts';

/** The load balancers of the cloud as their clients meet them. */
export interface LoadBalancers {
  /** The node to which the next connection for a Service goes; undefined when the Service has no load balancer. */
  pick(key: string): BalancerPick | undefined;
}

/** What a load balancer decided. */
export interface BalancerPick {
  /** Undefined when it has no node at all. */
  readonly node: ProxyNode | undefined;
  readonly healthyNodes: number;
  readonly nodes: number;
}
