import type { DeleteOptions } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { Verb } from '../../api/request.ts';
import { qualifiedResource } from '../../api/status.ts';
import type { CacheEvent } from './cache-event.ts';
import type { ResourceResponse } from './request.ts';
import type { Call, Server } from './server.ts';

/** What a hook has begun: the object to store, and how to take it back when it is not stored after all. */
export interface Begun {
  readonly object: KubeObject;
  /** Called when the write is over. @param unwritten that nothing was stored is certain */
  end?(unwritten?: boolean): void;
}

/** What an object is deleted to. */
export interface Deleted {
  readonly object: KubeObject;
  readonly gone: boolean;
}

/** What the storage of one resource does beyond the generic registry. Models the storage.go files of pkg/registry. */
export interface ResourceHooks {
  /** Objects go this long after they were written last. */
  readonly ttlSeconds?: number;
  /** Runs before validation of a create or of an update of the whole object; throws ApiError. */
  checkWrite?(next: KubeObject, previous: KubeObject | undefined, call: Call): void;
  /** Runs after validation of a create; throws ApiError. */
  beginCreate?(object: KubeObject): Begun;
  /** Runs after validation of an update; throws ApiError. */
  beginUpdate?(next: KubeObject, previous: KubeObject): Begun;
  /** Called for every object when the caches are filled, and for every committed write from then on. */
  onCommit?(event: Pick<CacheEvent, 'object' | 'previous'>): void;
  /** The grace period that a delete gets, in seconds; undefined deletes at once. Models CheckGracefulDelete. */
  graceSeconds?(object: KubeObject, options: DeleteOptions): number | undefined;
  /** Whether an object that is being deleted may go once its finalizers are gone. */
  mayGo?(object: KubeObject): boolean;
  /** Take the place of the generic verbs, for resources that are not stored. */
  readonly serve?: Readonly<Partial<Record<Verb, (call: Call) => Process<ResourceResponse>>>>;
  /** Throws ApiError for an object that nobody may delete. */
  checkDelete?(name: string): void;
  /** Takes the place of the generic delete. */
  delete?(call: Call, name: string, options: DeleteOptions): Process<Deleted>;
}

/** The default export of a file in hooks/: for which resource, and how its hooks are made for one server. */
export interface HooksDefinition {
  readonly group: string;
  readonly plural: string;
  /** The resource is defined only at run time. */
  readonly atRunTime?: boolean;
  create(server: Server): ResourceHooks;
}

/** What most resources do of their own. */
export const NO_HOOKS: ResourceHooks = {};

const modules = import.meta.glob<{ readonly default: HooksDefinition }>(['./hooks/*.ts', '!./hooks/*.test.ts'], {
  eager: true,
});

/** Makes the hooks of all resources of a server, by the name of the resource; they are found by their place. */
export function createHooks(server: Server): ReadonlyMap<string, ResourceHooks> {
  const hooks = new Map<string, ResourceHooks>(server.resources.all.map(({ name }) => [name, NO_HOOKS]));
  for (const definition of definitions()) {
    const name = qualifiedResource(definition);
    if (hooks.has(name) || definition.atRunTime) hooks.set(name, definition.create(server));
  }
  return hooks;
}

function definitions(): readonly HooksDefinition[] {
  return Object.keys(modules)
    .sort()
    .map((path) => modules[path]!.default);
}
