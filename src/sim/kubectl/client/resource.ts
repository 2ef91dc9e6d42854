/** A resource type that the server offers, from its discovery documents. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** A JSON object as it comes from a file or from the server, of a kind that need not be known. */
export interface AnyObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: AnyMetadata;
  readonly [field: string]: unknown;
}

export interface AnyMetadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string | null;
  readonly deletionTimestamp?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** `apps/v1`, or `v1` for the core group. */
export function groupVersion(resource: { readonly group: string; readonly version: string }): string {
  return resource.group ? `${resource.group}/${resource.version}` : resource.version;
}

/** `deployment.apps`, or `pod` for the core group: how results of commands name a kind. */
export function kindName(resource: { readonly group: string; readonly kind: string }): string {
  const kind = resource.kind.toLowerCase();
  return resource.group ? `${kind}.${resource.group}` : kind;
}

/** `apps/v1, Resource=deployments`: Go's form of a group, version and resource. */
export function resourceText(resource: ApiResource): string {
  return `${resource.group}/${resource.version}, Resource=${resource.plural}`;
}

/** The path of a resource type's collection, or of one object. */
export function resourcePath(resource: ApiResource, namespace: string, name = '', subresource = ''): string {
  const root = resource.group ? `/apis/${resource.group}/${resource.version}` : `/api/${resource.version}`;
  const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const object = name ? `/${encodeURIComponent(name)}` : '';
  return `${root}${scope}/${resource.plural}${object}${subresource ? `/${subresource}` : ''}`;
}
