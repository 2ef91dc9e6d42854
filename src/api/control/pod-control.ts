import type { Client } from '../client.ts';
import type { EventRecorder } from '../controller.ts';
import type { Pod, PodTemplateSpec } from '../k8s/core-v1.gen.ts';
import type { ObjectMeta, OwnerReference } from '../k8s/meta-v1.gen.ts';
import type { Kind } from '../kind.ts';
import { controllerRef } from '../meta.ts';
import type { KubeObject } from '../object.ts';
import type { Process } from '../process.ts';
import { ApiError, isReason } from '../status.ts';

/** How a workload controller makes and removes Pods. Models RealPodControl of pkg/controller. */
export interface PodControl {
  /** `base` is what the server makes the name from; default is the owner's name. */
  create(owner: KubeObject, template: PodTemplateSpec, base?: string): Process<void>;
  remove(owner: KubeObject, pod: Pod): Process<void>;
}

/** Pods are created and deleted with an Event about their owner each time. */
export function createPodControl(client: Client, podKind: Kind<Pod>, recorder: EventRecorder): PodControl {
  return {
    *create(owner, template, base) {
      try {
        const pod = yield* client.create(podKind, podFromTemplate(owner, template, base));
        recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        if (error instanceof Error && !isNamespaceTerminating(error)) {
          recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
        }
        throw error;
      }
    },
    *remove(owner, pod) {
      const { namespace = '', name = '' } = pod.metadata;
      try {
        yield* client.delete(podKind, namespace, name);
        recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      } catch (error) {
        if (error instanceof Error && !isReason(error, 'NotFound')) {
          recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
        }
        throw error;
      }
    },
  };
}

/** A Pod of a workload; it shares the template's spec. Models GetPodFromTemplate. */
export function podFromTemplate(
  owner: KubeObject,
  template: PodTemplateSpec,
  generateName = `${owner.metadata.name}-`,
): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const metadata: ObjectMeta = {
    generateName,
    ...(owner.metadata.namespace ? { namespace: owner.metadata.namespace } : {}),
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    ...(finalizers ? { finalizers } : {}),
    ownerReferences: ownerReferencesOf(owner),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, ...(template.spec ? { spec: template.spec } : {}) };
}

/** The owner references of objects that an owner controls; the same list for all of them. */
export function ownerReferencesOf(owner: KubeObject): readonly OwnerReference[] {
  const known = references.get(owner);
  if (known) return known;
  const list: readonly OwnerReference[] = [controllerRef(owner)];
  references.set(owner, list);
  return list;
}

/** Thousands of Pods of one owner share one list. */
const references = new WeakMap<KubeObject, readonly OwnerReference[]>();

/** Whether a create was refused because its namespace is being deleted. */
export function isNamespaceTerminating(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true
  );
}

/** What a process gives; undefined when it fails because its namespace is going away, where nothing is needed any more. */
export function* unlessTerminating<T>(create: Process<T>): Process<T | undefined> {
  try {
    return yield* create;
  } catch (error) {
    if (isNamespaceTerminating(error)) return undefined;
    throw error;
  }
}
