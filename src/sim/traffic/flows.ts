import { getOrMake, newMap } from '../../base/get-or-make.ts';
import { RecentCount } from './recent.ts';
import type { Stats } from './stats.ts';

/** What passes between two stations, and how much of it is lost there or farther on. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly sent: RecentCount;
  readonly lost: RecentCount;
}

/** The flows that an attempt is part of, from its client on. */
export type Route = readonly Flow[];

/** Where attempts are counted that come the same way. */
export interface Course {
  readonly route: Route;
  /** The numbers of the Service and the Pod that they come to. */
  readonly counted: readonly Stats[];
}

/** The stations of an attempt after its client; '' for one that it did not come to or did not need. */
export interface Stops {
  /** `namespace/name` of the Service whose load balancer it went through. */
  readonly balancer: string;
  /** `namespace/name` of the Ingress, '-' for an ingress controller without a rule for it. */
  readonly ingress: string;
  /** `namespace/name`. */
  readonly service: string;
  /** `namespace/name` of the Pod. */
  readonly pod: string;
  /** The address that it came to. */
  readonly ip: string;
}

/** What comes from one client by one way in: routes by Service, then by Pod or address. */
type Routes = Map<string, Map<string, Route>>;

/** Counts all attempts between clients, load balancers, Services and Pods: exactly, and without making a string for one. */
export class Flows {
  private readonly flows = new Map<string, Flow>();
  /** By client and ingress, and by client and load balancer. */
  private readonly byIngress = new Map<string, Map<string, Routes>>();
  private readonly byBalancer = new Map<string, Map<string, Routes>>();

  /** All flows, in order of their first attempt. */
  get all(): Iterable<Flow> {
    return this.flows.values();
  }

  /** Where the attempts of a client that pass certain stations are counted. */
  route(client: string, stops: Stops): Route {
    const { ingress, balancer, service, pod, ip } = stops;
    const ways = getOrMake(ingress === '' ? this.byBalancer : this.byIngress, client, newMap<Routes>);
    const routes = getOrMake(ways, ingress || balancer, newMap<Map<string, Route>>);
    const ends = getOrMake(routes, service, newMap<Route>);
    return getOrMake(ends, pod || ip, () => this.routeOf(client, stops));
  }

  private routeOf(client: string, { ingress, balancer, service, pod, ip }: Stops): Route {
    const stations = [
      `client ${client}`,
      ingress ? `ingress ${ingress}` : balancer && `balancer ${balancer}`,
      service && `service ${service}`,
      pod ? `pod ${pod}` : ip && `address ${ip}`,
    ].filter((one) => one !== '');
    return stations.slice(1).map((to, index) => this.flow(stations[index]!, to));
  }

  private flow(from: string, to: string): Flow {
    const make = (): Flow => ({ from, to, sent: new RecentCount(), lost: new RecentCount() });
    return getOrMake(this.flows, `${from} ${to}`, make);
  }
}

/** Counts an attempt as sent. */
export function send(route: Route, nowMs: number): void {
  for (let i = 0; i < route.length; i++) route[i]!.sent.add(nowMs);
}

/** Notes that an attempt was lost. */
export function lose(route: Route, nowMs: number): void {
  for (const flow of route) flow.lost.add(nowMs);
}
