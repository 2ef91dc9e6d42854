import type { LossCause } from '../../protocol/loss.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Place } from './pod-network.ts';
import type { Connections } from './proxy/balance.ts';

/** What became of a connection: served, refused at once, or without an answer. */
export type ConnectionOutcome = 'ok' | 'refused' | 'timeout';

/** Where a connection went. */
export interface Routed {
  readonly outcome: ConnectionOutcome;
  /** `namespace/name` of the Pod, '' when it came to none. */
  readonly pod: string;
  /** Where it came to, behind the rules. */
  readonly ip: string;
  readonly port: number;
  /** `namespace/name` of the Service that it went through, '' if none. */
  readonly service: string;
  /** Who counts it while it is open, if anybody does. */
  readonly connections: Connections | undefined;
  /** Where that is, and the container that answers: only when it is served. */
  readonly place: Place | undefined;
  readonly container: RuntimeContainer | undefined;
  /** `namespace/name` of the Service through whose load balancer it went, '' if none. */
  readonly balancer: string;
  /** No rule of an Ingress so far: stations of a request have one name for it everywhere. */
  readonly ingress: '';
  /** Where and why it is not served; undefined when it is. */
  readonly loss: LossCause | undefined;
}

/** The rules that picked an endpoint. */
export interface Picked {
  readonly service: string;
  readonly node: string;
  readonly endpoints: number;
  readonly connections: Connections | undefined;
}

export const NOWHERE: Routed = {
  outcome: 'timeout',
  pod: '',
  ip: '',
  port: 0,
  service: '',
  connections: undefined,
  place: undefined,
  container: undefined,
  balancer: '',
  ingress: '',
  loss: undefined,
};
export const UNPICKED: Picked = { service: '', node: '', endpoints: 0, connections: undefined };

/** Somebody said no at once. */
export const refused = (service: string, node: string): Routed => ({
  ...NOWHERE,
  outcome: 'refused',
  service,
  loss: { at: 'service', service, node, refused: true },
});

/** Only other nodes have an endpoint that may be used, or the client may not use any. */
export const dropped = (service: string, node: string, isBarred: boolean): Routed => ({
  ...NOWHERE,
  service,
  loss: { at: 'service', service, node, refused: false, ...(isBarred ? { isBarred } : {}) },
});

export function lossAt(
  { service, node, endpoints }: Picked,
  ip: string,
  port: number,
  pod: string,
  isRefused: boolean,
): LossCause {
  return { at: 'target', service, node, endpoints, ip, port, pod, refused: isRefused };
}

/** A server of kube-proxy's own takes the connection. */
export const answering = (place: Place, ip: string, port: number): Routed => ({
  ...NOWHERE,
  outcome: 'ok',
  ip,
  port,
  place,
});

export const nobodyAt = (ip: string, port: number): Routed => ({
  ...NOWHERE,
  ip,
  port,
  loss: lossAt(UNPICKED, ip, port, '', false),
});
