import type { Endpoint } from '../../../api/k8s/discovery-v1.gen.ts';
import type { Random } from '../../../base/random.ts';
import type { Hop } from '../../../protocol/hop.ts';
import type { ServiceView } from '../proxy/service-view.ts';
import type { Router, Source } from '../router.ts';

/** The cluster's name service, as the kubelet tells every Pod. */
export const DNS_IP = '10.96.0.10';
const DNS_PORT = 53;
const CLUSTER_DOMAIN = 'svc.cluster.local';
/** A resolver asks this often before it gives up. */
const ATTEMPTS = 2;

/** Finds addresses for names, as Pods on a node do. */
export interface Names {
  /**
   * The address of a name: an IP address stands for itself, a node's name for its address, all others are asked of
   * CoreDNS. Undefined when the name does not exist or CoreDNS does not answer.
   */
  resolve(from: Source, name: string, namespace: string, path?: Hop[]): string | undefined;
  /** Whether a name server answers on a node at all. */
  answers(from: Source): boolean;
}

type ServiceState = NonNullable<ReturnType<ServiceView['latest']>>;

function readyEndpoints({ slices }: ServiceState): readonly Endpoint[] {
  return slices.flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions?.ready !== false));
}

/** Makes the resolver of a cluster. CoreDNS is taken to know the newest state of Services while one of its Pods answers. */
export function createNames(options: {
  readonly router: Router;
  readonly view: ServiceView;
  readonly random: Random;
  /** Addresses of the machines, by name. */
  readonly machines: ReadonlyMap<string, string>;
}): Names {
  const { router, view, random, machines } = options;

  const serverAnswers = (from: Source): boolean => {
    for (let i = 0; i < ATTEMPTS; i++) if (router.connect(from, DNS_IP, DNS_PORT).outcome === 'ok') return true;
    return false;
  };
  const serviceAddress = (key: string): string | undefined => {
    const state = view.latest(key);
    const address = state?.service?.spec?.clusterIP;
    if (address !== 'None') return address || undefined;
    const ready = readyEndpoints(state!);
    return ready.length > 0 ? random.pick(ready).addresses[0] : undefined;
  };
  const hostAddress = (host: string, key: string): string | undefined => {
    const state = view.latest(key);
    if (state?.service?.spec?.clusterIP !== 'None') return undefined;
    return readyEndpoints(state).find(({ hostname }) => hostname === host)?.addresses[0];
  };
  /** `service`, `service.namespace`, or `host.service` and `host.service.namespace` for a Pod of a headless Service. */
  const lookUp = (name: string, namespace: string): string | undefined => {
    const isFull = name.endsWith(`.${CLUSTER_DOMAIN}`);
    const short = isFull ? name.slice(0, -CLUSTER_DOMAIN.length - 1) : name;
    const labels = short.replace(/\.svc$/, '').split('.');
    const [first = '', second = '', third = ''] = labels;
    if (labels.length === 1) return isFull ? undefined : serviceAddress(`${namespace}/${first}`);
    if (labels.length === 3) return hostAddress(first, `${third}/${second}`);
    if (labels.length > 3) return undefined;
    // The list of domains that are searched begins with that of the Pod's namespace.
    const host = isFull || short !== name ? undefined : hostAddress(first, `${namespace}/${second}`);
    return host ?? serviceAddress(`${second}/${first}`);
  };
  return {
    answers: serverAnswers,
    resolve(from, name, namespace, path) {
      if (/^\d+(\.\d+){3}$/.test(name)) return name;
      const machine = machines.get(name);
      if (machine !== undefined) return machine;
      const answers = serverAnswers(from);
      const found = answers ? lookUp(name.replace(/\.$/, ''), namespace) : undefined;
      path?.push({ at: 'dns', name, answer: found ? [found] : answers ? 'NXDOMAIN' : 'no answer' });
      return found;
    },
  };
}
