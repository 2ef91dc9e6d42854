import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { Engine } from '../engine/engine.ts';
import type { NetworkAccess } from '../shell/network-access.ts';
import type { Names } from './dns/names.ts';
import type { IngressProxy } from './ingress/ingress-proxy.ts';
import { podAccess } from './pod-access.ts';
import type { ServiceView } from './proxy/service-view.ts';
import type { Router, Source } from './router.ts';

/** What containers know of the cluster around them: its Services, its names, the ways to others. */
export interface Surroundings {
  /** Services of a namespace, sorted by name. */
  services(namespace: string): readonly Service[];
  /** The uid of a service account; '' where there is none. */
  accountUid(namespace: string, name: string): string;
  /** The network as a Pod sees it. */
  access(from: Source): NetworkAccess;
}

/** Makes them of the cluster's wiring. */
export function createSurroundings(options: {
  readonly engine: Engine;
  readonly view: ServiceView;
  readonly router: Router;
  readonly names: Names;
  readonly ingress: IngressProxy;
  readonly accountUid: Surroundings['accountUid'];
}): Surroundings {
  const { engine, view, router, names, ingress, accountUid } = options;
  const random = engine.random.fork('requests of Pods');
  return {
    services: (namespace) => view.servicesIn(namespace),
    accountUid,
    access: (from) => podAccess({ engine, router, names, ingress, random, from }),
  };
}
