import type { Kind, OtherVersion } from '../../api/kind.ts';
import { apiVersionOf } from '../../api/meta.ts';
import type { Schema } from '../../api/openapi.ts';
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

/** One version in which a resource is served. */
export interface Served {
  readonly resource: Resource;
  readonly group: string;
  readonly version: string;
  /** `autoscaling/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly schema: string;
  /** How objects become this version; absent for the stored one. */
  readonly other?: OtherVersion;
}

/** The resources of a server, by the names under which requests ask for them. */
export interface Resources {
  readonly all: readonly Resource[];
  of(kind: Kind): Resource;
  /** Schemas of kinds that are defined at run time, by their full names. */
  readonly extraSchemas: ReadonlyMap<string, Schema>;
  /** Every version of every resource. */
  readonly served: readonly Served[];
  /** By group, version and plural, as in a path. */
  find(group: string, version: string, plural: string): Served | undefined;
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
  const served = all.flatMap(versionsOf);
  const byPath = new Map(served.map((each) => [pathOf({ ...each, plural: each.resource.kind.plural }), each]));
  const byName = new Map(all.map((resource) => [resource.name, resource]));
  const byPlural = new Map(all.map((resource) => [resource.kind.plural, resource]));
  const find = (group: string, version: string, plural: string): Served | undefined =>
    byPath.get(pathOf({ group, version, plural }));
  const named = (group: string, plural: string): Resource | undefined =>
    byName.get(qualifiedResource({ group, plural }));
  return {
    all,
    extraSchemas: new Map(),
    served,
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

/** The versions of a resource, the stored one first. */
function versionsOf(resource: Resource): readonly Served[] {
  const { kind, otherVersions = [], group, version, schema } = resource.kind;
  const stored = { resource, group, version, apiVersion: resource.apiVersion, kind, schema };
  const others = otherVersions.map((other): Served => {
    const apiVersion = apiVersionOf(other);
    return { resource, group: other.group, version: other.version, apiVersion, kind, schema: other.schema, other };
  });
  return [stored, ...others];
}

function pathOf({ group, version, plural }: { group: string; version: string; plural: string }): string {
  return `${group}/${version}/${plural}`;
}
