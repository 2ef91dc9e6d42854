import type { Ingress, IngressClass } from '../../../api/k8s/networking-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import { meetsHost } from './ingress-rules.ts';

/** What IngressClasses of ingress-nginx name as their controller. */
export const NGINX_CONTROLLER = 'k8s.io/ingress-nginx';
const OLD_CLASS = 'kubernetes.io/ingress.class';

/** The Ingresses of the cluster, as the Pods of an ingress controller know them: they watch, and reload within moments. */
export class IngressView {
  private readonly ingresses = new Map<string, Ingress>();
  private readonly controllers = new Map<string, string>();
  private own: readonly Ingress[] | undefined;
  private changes = 0;

  /** Grows with every change. */
  get version(): number {
    return this.changes;
  }

  /** Takes a committed change of any object. */
  observe(kind: string, object: KubeObject, deleted: boolean): void {
    if (kind !== 'Ingress' && kind !== 'IngressClass') return;
    this.own = undefined;
    this.changes++;
    if (kind === 'Ingress') set(this.ingresses, objectKey(object), deleted ? undefined : (object as Ingress));
    else set(this.controllers, object.metadata.name!, deleted ? undefined : (object as IngressClass).spec?.controller);
  }

  /** Ingresses whose class is one of ingress-nginx, the oldest first. */
  ofNginx(): readonly Ingress[] {
    this.own ??= [...this.ingresses.values()].filter((one) => this.isNginx(one)).sort(byAge);
    return this.own;
  }

  /** The address at which a host of an Ingress is reached. */
  addressOf(host: string): string | undefined {
    for (const { spec, status } of this.ingresses.values()) {
      const ip = status?.loadBalancer?.ingress?.[0]?.ip;
      if (ip && spec?.rules?.some((rule) => rule.host !== undefined && meetsHost(rule.host, host))) return ip;
    }
    return undefined;
  }

  private isNginx({ spec, metadata }: Ingress): boolean {
    const name = spec?.ingressClassName ?? metadata.annotations?.[OLD_CLASS];
    if (name === undefined) return false;
    return (
      this.controllers.get(name) === NGINX_CONTROLLER || (spec?.ingressClassName === undefined && name === 'nginx')
    );
  }
}

function set<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function byAge(a: Ingress, b: Ingress): number {
  const [left, right] = [a, b].map(
    ({ metadata }) => `${metadata.creationTimestamp} ${objectKey({ metadata } as KubeObject)}`,
  );
  return left! < right! ? -1 : 1;
}
