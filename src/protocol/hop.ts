import type { LossRow } from './traffic.ts';

/** A step of a request on its way, with the decision that was taken there. Plain data. */
export type Hop =
  /** A name was looked up. */
  | {
      readonly at: 'dns';
      readonly name: string;
      /** `namespace/name` of the CoreDNS Pod that answered; absent for a server outside, or when none did. */
      readonly server?: string;
      /** It had the answer in its cache. */
      readonly isKept?: true;
      /** By somebody outside the cluster: not CoreDNS is asked, but the world's name servers. */
      readonly isOutside?: true;
      /** Addresses that were found; why there are none otherwise. */
      readonly answer: readonly string[] | 'NXDOMAIN' | 'no answer';
      /** The full names that were asked for, in their order, each with its answer. */
      readonly tried: readonly { readonly name: string; readonly answer: readonly string[] | 'NXDOMAIN' | 'NODATA' }[];
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
      /** A datagram that goes the way of an earlier one from the same port: conntrack knows it. */
      readonly isTracked?: true;
      /** How it was picked otherwise: at random, or by a scheduler of ipvs. */
      readonly way: 'random' | 'rr' | 'wrr' | 'lc' | 'wlc' | 'sh' | 'dh' | 'sed' | 'nq' | 'mh';
      /** Age of the rules in milliseconds: changes that are younger are not in them. */
      readonly ageMs: number;
      /** The client's address is in none of the Service's loadBalancerSourceRanges: it is dropped. */
      readonly isBarred?: true;
    }
  /** An ingress controller passed it on by a rule. */
  | {
      readonly at: 'ingress';
      /** `namespace/name` of the Ingress, '' when no rule matches. */
      readonly ingress: string;
      readonly rule: string;
      /** Where the request came encrypted: the Secret whose certificate was shown, '' for the controller's own. */
      readonly certificate?: string;
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
    }
  /** A server took it on. */
  | {
      readonly at: 'server';
      readonly pod: string;
      /** Requests that it had taken on and not answered before this one, and how many it works on at once. */
      readonly open: number;
      readonly workers: number;
      /** How long it waits for its turn, and how long it is worked on; -1 when too many wait already. */
      readonly waitMs: number;
      readonly workMs: number;
    }
  /** An attempt was lost: the client tries again. */
  | { readonly at: 'retry'; readonly outcome: LossRow['outcome']; readonly afterMs: number };
