import type { DeleteOptions } from './k8s/meta-v1.gen.ts';
import type { Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import type { Process } from './process.ts';
import type { ListOptions, ObjectList, PatchType, WriteOptions } from './request.ts';

/**
 * A component's connection to the API server: every call is a message over the simulated network and takes virtual
 * time. Refusals are thrown as ApiError (api/status.ts), a server out of reach as ConnectionError (sim/network).
 * Calls wait for the client's rate limit (QPS and burst) first, as client-go does.
 */
export interface Client {
  /** Who asks, e.g. system:kube-scheduler. */
  readonly user: string;
  get<T extends KubeObject>(kind: Kind<T>, namespace: string, name: string): Process<T>;
  list<T extends KubeObject>(kind: Kind<T>, namespace: string, options?: ListOptions): Process<ObjectList<T>>;
  create<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Process<T>;
  update<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Process<T>;
  updateStatus<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Process<T>;
  patch<T extends KubeObject>(
    kind: Kind<T>,
    namespace: string,
    name: string,
    patch: { readonly type: PatchType; readonly body: unknown; readonly subresource?: string },
    options?: WriteOptions,
  ): Process<T>;
  delete<T extends KubeObject>(kind: Kind<T>, namespace: string, name: string, options?: DeleteOptions): Process<void>;
  /** Deletes all objects of a kind in a namespace, or those that the selectors in `list` match. */
  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    namespace: string,
    options?: DeleteOptions,
    list?: ListOptions,
  ): Process<void>;
  /** Reads or writes a subresource that is an object of its own, such as `binding` or `scale`. */
  subresource(
    kind: Kind,
    namespace: string,
    name: string,
    subresource: string,
    verb: 'get' | 'create' | 'update',
    body?: unknown,
  ): Process<unknown>;
}
