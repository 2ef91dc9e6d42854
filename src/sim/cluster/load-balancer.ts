import { type Process, wait } from '../../api/process.ts';
import type { ApiServer } from '../apiserver/api-server.ts';
import type { Scope } from '../engine/scope.ts';
import { type Host, type Listener, type Network, REFUSED } from '../network/network.ts';
import type { ControlPlaneMember } from './control-plane-member.ts';

/** A connection without an answer is given up after this time. */
const TIMEOUT_MS = 60_000;

/** The two doors of an API server, at one address. */
export type Doors = Pick<ApiServer, 'listener' | 'http'>;

/**
 * The load balancer before the API servers of several members: it passes each connection on to the next server that
 * answers: best one whose etcd has a leader, else one whose etcd runs. Its health checks are taken to be instant.
 */
export function createLoadBalancer(network: Network, host: Host, members: () => readonly ControlPlaneMember[]): Doors {
  const scope: Scope = host.scope;
  let turn = 0;
  const pick = (): ControlPlaneMember | undefined => {
    const alive = members().filter(
      (member) => member.apiServer.listener.scope.alive && network.reachable(host, member.host),
    );
    const connected = alive.filter(({ etcd }) => etcd.scope.alive);
    const healthy = connected.filter(({ etcd }) => etcd.hasLeader);
    const choice = [healthy, connected, alive].find(({ length }) => length > 0) ?? [];
    return choice[turn++ % choice.length];
  };
  const pass = function* <Req, Res>(request: Req, door: (server: ApiServer) => Listener<Req, Res>): Process<Res> {
    const member = pick();
    if (!member) throw REFUSED;
    return yield* wait(network.call(host, door(member.apiServer), member.host, request, TIMEOUT_MS, scope));
  };
  return {
    listener: { host, scope, serve: (request) => pass(request, ({ listener }) => listener) },
    http: { host, scope, serve: (request) => pass(request, ({ http }) => http) },
  };
}
