import type { Secret } from '../../../api/k8s/core-v1.gen.ts';
import type { Ingress, IngressClass } from '../../../api/k8s/networking-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import { flagOf } from '../../images/text-reply.ts';
import { meetsHost } from './ingress-rules.ts';

/** What IngressClasses of ingress-nginx name as their controller. */
export const NGINX_CONTROLLER = 'k8s.io/ingress-nginx';
const OLD_CLASS = 'kubernetes.io/ingress.class';

/** Which Ingresses a controller takes for its own: flags of its command line. */
export interface ControllerClass {
  /** --controller-class: what its IngressClasses name. */
  readonly controller: string;
  /** --ingress-class: the value of the old annotation. */
  readonly annotation: string;
  /** --watch-ingress-without-class */
  readonly takesUnclassed: boolean;
}

/** The class of a controller with a command line. */
export function controllerClass(words: readonly string[]): ControllerClass {
  const unclassed = words.find((word) => /^--?watch-ingress-without-class(=|$)/.test(word));
  return {
    controller: flagOf(words, 'controller-class') ?? NGINX_CONTROLLER,
    annotation: flagOf(words, 'ingress-class') ?? 'nginx',
    takesUnclassed: unclassed !== undefined && !unclassed.endsWith('=false'),
  };
}

/** The Ingresses of the cluster, as the Pods of an ingress controller know them: they watch, and reload within moments. */
export class IngressView {
  private readonly ingresses = new Map<string, Ingress>();
  private readonly controllers = new Map<string, string>();
  private readonly certificates = new Set<string>();
  private readonly own = new Map<string, readonly Ingress[]>();
  private changes = 0;

  /** Grows with every change. */
  get version(): number {
    return this.changes;
  }

  /** Takes a committed change of any object. */
  observe(kind: string, object: KubeObject, deleted: boolean): void {
    if (kind === 'Secret') this.setSecret(object as Secret, deleted);
    if (kind !== 'Ingress' && kind !== 'IngressClass') return;
    this.own.clear();
    this.changes++;
    if (kind === 'Ingress') set(this.ingresses, objectKey(object), deleted ? undefined : (object as Ingress));
    else set(this.controllers, object.metadata.name!, deleted ? undefined : (object as IngressClass).spec?.controller);
  }

  /** Ingresses of a controller's class, the oldest first. */
  ofClass(which: ControllerClass): readonly Ingress[] {
    const key = `${which.controller} ${which.annotation} ${which.takesUnclassed}`;
    let found = this.own.get(key);
    if (!found) {
      found = [...this.ingresses.values()].filter((one) => this.isOf(one, which)).sort(byAge);
      this.own.set(key, found);
    }
    return found;
  }

  /** Whether there is a Secret (`namespace/name`) with a certificate and its key: else a controller shows its own, which is fake. */
  hasCertificate(key: string): boolean {
    return this.certificates.has(key);
  }

  private setSecret(secret: Secret, deleted: boolean): void {
    const isWhole = secret.data?.['tls.crt'] !== undefined && secret.data['tls.key'] !== undefined;
    if (isWhole && !deleted) this.certificates.add(objectKey(secret));
    else this.certificates.delete(objectKey(secret));
  }

  /** The address at which a host of an Ingress is reached. */
  addressOf(host: string): string | undefined {
    for (const { spec, status } of this.ingresses.values()) {
      const ip = status?.loadBalancer?.ingress?.[0]?.ip;
      if (ip && spec?.rules?.some((rule) => rule.host !== undefined && meetsHost(rule.host, host))) return ip;
    }
    return undefined;
  }

  /** Models ingress-nginx' store/ingressclass.go: the old annotation goes before the field. */
  private isOf({ spec, metadata }: Ingress, { controller, annotation, takesUnclassed }: ControllerClass): boolean {
    const old = metadata.annotations?.[OLD_CLASS];
    if (old !== undefined) return old === annotation;
    if (spec?.ingressClassName === undefined) return takesUnclassed;
    return this.controllers.get(spec.ingressClassName) === controller;
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
