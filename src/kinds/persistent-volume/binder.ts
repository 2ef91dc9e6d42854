import type { ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { objectKey } from '../../api/object.ts';

/** Indexes of the volumes, and the one of Pods. */
export const BY_CLASS = 'class';
export const BY_CLAIM = 'claim';

/** The newest versions that this controller has seen or written itself, so that it never acts on older ones. */
export interface Known<T extends KubeObject> {
  get(key: string): T | undefined;
  /** Takes a version over; false when a newer one is known. */
  learn(object: T): boolean;
  forget(key: string): void;
}

/** What one running binder holds. */
export interface Binder {
  readonly context: ControllerContext;
  readonly events: EventRecorder;
  readonly volumeCache: Informer<PersistentVolume>;
  readonly claimCache: Informer<PersistentVolumeClaim>;
  readonly classes: Informer<StorageClass>;
  readonly pods: Informer<Pod>;
  readonly volumes: Known<PersistentVolume>;
  readonly claims: Known<PersistentVolumeClaim>;
  readonly volumeQueue: WorkQueue;
  readonly claimQueue: WorkQueue;
  /** Volumes that are being bound: the answers to those writes come before their watch events. */
  readonly binding: Set<string>;
  /** Operations that run beside the queues, by name, so that none runs twice at a time. */
  readonly operations: Set<string>;
  /** When a failed operation may run again, and how long it waited before that. Unix milliseconds, milliseconds. */
  readonly backOffs: Map<string, { readonly untilMs: number; readonly delayMs: number }>;
}

/** Makes an empty memory. */
export function createKnown<T extends KubeObject>(): Known<T> {
  const objects = new Map<string, T>();
  const revisionOf = ({ metadata }: KubeObject): number => Number(metadata.resourceVersion ?? 0);
  return {
    get: (key) => objects.get(key),
    learn(object) {
      const key = objectKey(object);
      const known = objects.get(key);
      if (known && revisionOf(known) > revisionOf(object)) return false;
      objects.set(key, object);
      return true;
    },
    forget: (key) => void objects.delete(key),
  };
}

/** The key of the claim that a volume is for. */
export function claimKeyOf({ spec }: PersistentVolume): string {
  return `${spec?.claimRef?.namespace ?? ''}/${spec?.claimRef?.name ?? ''}`;
}
