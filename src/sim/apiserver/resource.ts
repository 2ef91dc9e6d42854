import type { Kind, OtherVersion } from '../../api/kind.ts';
import { apiVersionOf } from '../../api/meta.ts';
import type { Schema } from '../../api/openapi.ts';
import { qualifiedResource } from '../../api/status.ts';
import type { CustomDecoder } from './custom/custom-decoder.ts';
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
  /** How objects of a kind that is defined at run time are read; others are by their schema. */
  readonly decode?: CustomDecoder;
  /** How objects become this version; absent for the stored one. */
  readonly other?: OtherVersion;
}

/** What goes with a kind that is defined at run time. */
export interface Definition {
  /** By version. */
  readonly decoders: ReadonlyMap<string, CustomDecoder>;
  /** For OpenAPI documents, by full name. */
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** The resources of a server, by the names under which requests ask for them. */
export interface Resources {
  readonly all: readonly Resource[];
  /** Undefined where the kind is not served. */
  of(kind: Kind): Resource | undefined;
  /** Schemas of kinds that are defined at run time, by their full names. */
  readonly extraSchemas: ReadonlyMap<string, Schema>;
  /** Every version of every resource. */
  readonly served: readonly Served[];
  /** By group, version and plural, as in a path. */
  find(group: string, version: string, plural: string): Served | undefined;
  /** By group and plural, whichever version is stored. */
  named(group: string, plural: string): Resource | undefined;
  /** By the beginning of a key in etcd: `/registry/pods/`, or with the group for kinds defined at run time. */
  byKey(key: string): Resource | undefined;
  /** Serves a kind that is defined at run time from now on, in place of one of this name. */
  define(kind: Kind, definition: Definition): Resource;
  /** Serves a kind no longer. */
  remove(resource: Resource): void;
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
  const resources = new ResourceTable();
  for (const kind of kinds) resources.put(kind, `${ROOT}${kind.plural}/`, {});
  return resources;
}

class ResourceTable implements Resources {
  all: readonly Resource[] = [];
  served: readonly Served[] = [];
  readonly extraSchemas = new Map<string, Schema>();
  private readonly byKind = new Map<Kind, Resource>();
  private readonly byName = new Map<string, Resource>();
  private readonly byPrefix = new Map<string, Resource>();
  private readonly byPath = new Map<string, Served>();

  find(group: string, version: string, plural: string): Served | undefined {
    return this.byPath.get(pathOf({ group, version, plural }));
  }

  named(group: string, plural: string): Resource | undefined {
    return this.byName.get(qualifiedResource({ group, plural }));
  }

  of(kind: Kind): Resource | undefined {
    return this.byKind.get(kind) ?? this.named(kind.group, kind.plural);
  }

  byKey(key: string): Resource | undefined {
    const first = key.indexOf('/', ROOT.length) + 1;
    return this.byPrefix.get(key.slice(0, first)) ?? this.byPrefix.get(key.slice(0, key.indexOf('/', first) + 1));
  }

  define(kind: Kind, { decoders, schemas }: Definition): Resource {
    const known = this.named(kind.group, kind.plural);
    if (known) this.remove(known);
    for (const [name, schema] of schemas) this.extraSchemas.set(name, schema);
    return this.put(kind, `${ROOT}${kind.group}/${kind.plural}/`, {
      decoders,
      ...(known ? { cache: known.cache } : {}),
    });
  }

  remove(resource: Resource): void {
    this.all = this.all.filter((each) => each !== resource);
    this.served = this.served.filter((each) => each.resource !== resource);
    for (const each of versionsOf(resource)) {
      this.byPath.delete(pathOf({ ...each, plural: resource.kind.plural }));
      this.extraSchemas.delete(each.schema);
      this.extraSchemas.delete(`${each.schema}List`);
    }
    this.byKind.delete(resource.kind);
    this.byName.delete(resource.name);
    this.byPrefix.delete(resource.prefix);
  }

  put(kind: Kind, prefix: string, { decoders, cache = new WatchCache(kind) }: PutOptions): Resource {
    const resource = { kind, apiVersion: apiVersionOf(kind), name: qualifiedResource(kind), prefix, cache };
    const served = versionsOf(resource).map((each) => {
      const decode = decoders?.get(each.version);
      return decode ? { ...each, decode } : each;
    });
    this.all = [...this.all, resource];
    this.served = [...this.served, ...served];
    for (const each of served) this.byPath.set(pathOf({ ...each, plural: kind.plural }), each);
    this.byKind.set(kind, resource);
    this.byName.set(resource.name, resource);
    this.byPrefix.set(prefix, resource);
    return resource;
  }
}

interface PutOptions {
  readonly decoders?: ReadonlyMap<string, CustomDecoder>;
  readonly cache?: WatchCache;
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
