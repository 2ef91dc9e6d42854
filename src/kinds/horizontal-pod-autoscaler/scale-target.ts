import type { Client } from '../../api/client.ts';
import type { Scale } from '../../api/k8s/autoscaling-v1.gen.ts';
import type { CrossVersionObjectReference } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { Process } from '../../api/process.ts';
import { goQuote } from '../../base/go-quote.ts';

/** The scale of a target, and how to change it. */
export interface ScaleTarget {
  readonly scale: Scale;
  update(replicas: number): Process<void>;
}

/** Finds targets; what it throws has upstream's text. */
export interface ScaleTargets {
  find(reference: CrossVersionObjectReference, namespace: string): Process<ScaleTarget>;
}

/** An error before the target is asked for, which a sync tells in other words. */
export interface TargetError extends Error {
  readonly told?: string;
}

/** Scale subresources through the API server; kinds are looked up by group and kind, whatever the version. */
export function targetsOfApi(client: Client, kinds: () => readonly Kind[]): ScaleTargets {
  return {
    *find({ apiVersion = '', kind: name, name: object }, namespace) {
      const group = groupOf(apiVersion);
      const kind = kinds().find((each) => each.group === group && each.kind === name);
      if (!kind) {
        const message = `no matches for kind ${goQuote(name)} in group ${goQuote(group)}`;
        throw targetError(message, 'unable to determine resource for scale target reference');
      }
      const scale = (yield* client.subresource(kind, namespace, object, 'scale', 'get')) as Scale;
      return {
        scale,
        *update(replicas) {
          const body = { ...scale, spec: { ...scale.spec, replicas } };
          yield* client.subresource(kind, namespace, object, 'scale', 'update', body);
        },
      };
    },
  };
}

/** Models schema.ParseGroupVersion. */
function groupOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  if (parts.length > 2) {
    const message = `unexpected GroupVersion string: ${apiVersion}`;
    throw targetError(message, 'invalid API version in scale target reference');
  }
  return parts.length === 2 ? parts[0]! : '';
}

function targetError(message: string, told: string): TargetError {
  return Object.assign(new Error(message), { told });
}
