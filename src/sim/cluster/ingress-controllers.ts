import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { Ingress } from '../../api/k8s/networking-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import { type Process, sleep, waitAll } from '../../api/process.ts';
import { deepEqual } from '../../base/equal.ts';
import IngressKind from '../../kinds/ingress/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import { createClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import type { Scope } from '../engine/scope.ts';
import { controllerClass, type IngressView } from '../network/ingress/ingress-view.ts';
import type { Listener, Network } from '../network/network.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Machine } from './machine.ts';

const ROLE = 'ingress-nginx';
/** ingress-nginx tells Ingresses their address once a minute; the first time soon after it has started. */
const PERIOD_MS = 60_000;
const FIRST_MS = 5_000;

/** What ingress controllers need. */
export interface IngressControllersOptions {
  readonly network: Network;
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  readonly controlPlane: ControlPlane;
  readonly ingresses: () => IngressView;
}

/** The processes of ingress controllers, which come and go with their containers. */
export interface IngressControllers {
  /** Containers of the role have started or ended on a machine. */
  update(machine: Machine): void;
}

/** Runs the part of ingress-nginx that writes addresses into Ingresses, on each machine with one of its containers. */
export function createIngressControllers(options: IngressControllersOptions): IngressControllers {
  const running = new Map<Machine, Scope>();
  return {
    update(machine) {
      const scope = running.get(machine);
      const isAlive = scope?.alive ?? false;
      const runs = machine.runtime.runs(ROLE);
      if (runs && !isAlive) running.set(machine, start(options, machine));
      else if (!runs && scope) {
        scope.kill();
        running.delete(machine);
      }
    },
  };
}

function start({ network, server, controlPlane, ingresses }: IngressControllersOptions, machine: Machine): Scope {
  const { engine } = network;
  const { host, runtime } = machine;
  const scope = host.scope.child(ROLE);
  const sandbox = [...runtime.sandboxes.values()].find(({ containers }) =>
    containers.some(({ image }) => image.role === ROLE),
  );
  const [namespace = ''] = sandbox?.podKey.split('/') ?? [];
  const container = sandbox?.containers.find(({ image }) => image.role === ROLE);
  const own = controllerClass(container?.config.words ?? []);
  const user = `system:serviceaccount:${namespace}:ingress-nginx`;
  const client = createClient({ engine, network, host, scope, server, target: controlPlane.host, user });
  const random = engine.random.fork(`${ROLE} ${host.name}`);
  const informers = createInformerFactory({ engine, scope, client, random });
  const services = informers.of(ServiceKind);
  informers.start();
  const life = function* (): Process<void> {
    yield* waitAll([services.synced]);
    yield* sleep(FIRST_MS);
    for (;;) {
      const addresses = addressesOf([...services.list(namespace)], machine.ip);
      for (const ingress of ingresses().ofClass(own)) {
        const current = ingress.status?.loadBalancer?.ingress ?? [];
        if (!deepEqual(current, addresses)) yield* publish(client, ingress, addresses);
      }
      yield* sleep(PERIOD_MS);
    }
  };
  spawnGuarded(engine, scope, life());
  return scope;
}

/** The address of the controller's own Service (--publish-service); without a load balancer that of its machine. */
function addressesOf(services: readonly Service[], machineIp: string): readonly { readonly ip: string }[] {
  const balanced = services.filter(({ spec }) => spec?.type === 'LoadBalancer');
  if (balanced.length === 0) return [{ ip: machineIp }];
  return balanced.flatMap(({ status }) =>
    (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip ? [{ ip }] : [])),
  );
}

function* publish(
  client: ReturnType<typeof createClient>,
  ingress: Ingress,
  addresses: readonly { readonly ip: string }[],
): Process<void> {
  const [namespace = '', name = ''] = objectKey(ingress).split('/');
  const body = { status: { loadBalancer: { ingress: addresses } } };
  const patch = { type: 'application/merge-patch+json', body, subresource: 'status' } as const;
  try {
    yield* client.patch(IngressKind, namespace, name, patch);
  } catch {
    // Tried again with the next turn, as the controller does.
  }
}
