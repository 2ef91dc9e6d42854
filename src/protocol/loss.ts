/** Where and why a request was lost. Plain data: one cause for all requests that were lost in the same way. */
export type LossCause =
  /** No node was Ready from which a client inside could send. */
  | { readonly at: 'client' }
  | { readonly at: 'dns'; readonly name: string; readonly answer: 'NXDOMAIN' | 'no answer'; readonly isOutside?: true }
  /** A load balancer had no healthy node (`node` ''), or passed it to one from which nothing comes back. */
  | { readonly at: 'balancer'; readonly service: string; readonly node: string }
  /** An ingress controller answered itself, with a status. */
  | { readonly at: 'ingress'; readonly ingress: string; readonly service: string; readonly status: number }
  /** A node's rules had no endpoint: refused, or dropped while only other nodes have some (`local` policies), or for the client's address. */
  | {
      readonly at: 'service';
      readonly service: string;
      readonly node: string;
      readonly refused: boolean;
      readonly isBarred?: true;
    }
  | {
      readonly at: 'policy';
      readonly direction: 'Ingress' | 'Egress';
      readonly policies: readonly string[];
      /** `namespace/name` of the Pod it was going to, '' for none. */
      readonly pod: string;
      readonly ip: string;
    }
  /** Nobody took the connection at an address to which a node's rules (`node` '' without any) had sent it. */
  | {
      readonly at: 'target';
      readonly service: string;
      readonly node: string;
      /** Among how many endpoints the rules had picked; 0 without rules. */
      readonly endpoints: number;
      readonly ip: string;
      readonly port: number;
      readonly pod: string;
      readonly refused: boolean;
    }
  /** Someone had taken the connection: too many waited already, or what became of it there. */
  | {
      readonly at: 'server';
      readonly ip: string;
      readonly pod: string;
      readonly what: 'full' | 'error' | 'ended' | 'late' | 'cut off';
    };
