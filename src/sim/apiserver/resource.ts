import type { Kind } from '../../api/kind.ts';
import { apiVersionOf } from '../../api/meta.ts';
import { qualifiedResource } from '../../api/status.ts';
import { WatchCache } from './watch-cache.ts';

/** One kind as this server serves it: its definition, where it is stored, its cache and its special rules. */
export interface Resource {
  readonly kind: Kind;
  /** `apps/v1`. */
  readonly apiVersion: string;
  /** `deployments.apps`. */
  readonly name: string;
  /** All its keys in etcd begin with this: `/registry/deployments/`. */
  readonly prefix: string;
  readonly cache: WatchCache;
}

/** The resources of a server, by the names under which requests ask for them. */
export interface Resources {
  readonly all: readonly Resource[];
  of(kind: Kind): Resource;
  /** By group, version and plural, as in a path. */
  find(group: string, version: string, plural: string): Resource | undefined;
  /** By group and plural, whichever version is stored. */
  named(group: string, plural: string): Resource | undefined;
  /** By the first part of a key in etcd after `/registry/`. */
  byKey(key: string): Resource | undefined;
}

const ROOT = '/registry/';

/** Key in etcd of an object. */
export function keyOf({ kind, prefix }: Resource, namespace: string | undefined, name: string): string {
  return kind.namespaced ? `${prefix}${namespace}/${name}` : prefix + name;
}

/** Beginning of the keys of a namespace, or of all objects. */
export function prefixOf({ kind, prefix }: Resource, namespace: string | undefined): string {
  return kind.namespaced && namespace ? `${prefix}${namespace}/` : prefix;
}

/** Sets up the resources of a list of kinds. */
export function createResources(kinds: readonly Kind[]): Resources {
  const all = kinds.map((kind): Resource => {
    const prefix = `${ROOT}${kind.plural}/`;
    return { kind, apiVersion: apiVersionOf(kind), name: qualifiedResource(kind), prefix, cache: new WatchCache(kind) };
  });
  const byKind = new Map(all.map((resource) => [resource.kind, resource]));
  const byPath = new Map(all.map((resource) => [pathOf(resource.kind), resource]));
  const byName = new Map(all.map((resource) => [resource.name, resource]));
  const byPlural = new Map(all.map((resource) => [resource.kind.plural, resource]));
  const find = (group: string, version: string, plural: string): Resource | undefined =>
    byPath.get(pathOf({ group, version, plural }));
  const named = (group: string, plural: string): Resource | undefined =>
    byName.get(qualifiedResource({ group, plural }));
  return {
    all,
    find,
    named,
    of(kind) {
      const resource = byKind.get(kind) ?? named(kind.group, kind.plural);
      if (!resource) throw new Error(`the API server does not serve ${qualifiedResource(kind)}`);
      return resource;
    },
    byKey: (key) => byPlural.get(key.slice(ROOT.length, key.indexOf('/', ROOT.length))),
  };
}

function pathOf({ group, version, plural }: { group: string; version: string; plural: string }): string {
  return `${group}/${version}/${plural}`;
}
