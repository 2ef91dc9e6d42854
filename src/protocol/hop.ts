/** A step of a request on its way, with the decision that was taken there. Plain data. */
export type Hop =
  /** A name was looked up. */
  | {
      readonly at: 'dns';
      readonly name: string;
      /** Addresses that were found; why there are none otherwise. */
      readonly answer: readonly string[] | 'NXDOMAIN' | 'no answer';
    }
  /** The cloud's load balancer passed it to a node. */
  | {
      readonly at: 'load-balancer';
      /** `namespace/name` of the Service. */
      readonly service: string;
      /** '' when no node is healthy. */
      readonly node: string;
      readonly healthyNodes: number;
      readonly nodes: number;
    }
  /** kube-proxy's rules on a node picked an endpoint. */
  | {
      readonly at: 'service';
      readonly service: string;
      /** The node whose rules they are. */
      readonly node: string;
      readonly mode: string;
      /** `ip:port` of the endpoint; '' when there is none. */
      readonly endpoint: string;
      /** Among how many it was picked. */
      readonly endpoints: number;
      readonly isSticky: boolean;
      /** Age of the rules in milliseconds: changes that are younger are not in them. */
      readonly ageMs: number;
    }
  /** An ingress controller passed it on by a rule. */
  | {
      readonly at: 'ingress';
      /** `namespace/name` of the Ingress, '' when no rule matches. */
      readonly ingress: string;
      readonly rule: string;
      readonly service: string;
      readonly endpoint: string;
    }
  /** NetworkPolicies dropped it. */
  | { readonly at: 'policy'; readonly direction: 'Ingress' | 'Egress'; readonly policies: readonly string[] }
  /** It came to where an address leads, or to nowhere. */
  | {
      readonly at: 'target';
      readonly ip: string;
      readonly port: number;
      /** `namespace/name` of the Pod, '' for a machine or for nobody. */
      readonly pod: string;
      readonly outcome: 'ok' | 'refused' | 'timeout';
    };
