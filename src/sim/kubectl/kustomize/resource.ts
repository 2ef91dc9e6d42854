import type { AnyObject } from '../client/resource.ts';

/** What tells objects apart. */
export interface Id {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** '' where the object says none. */
  readonly namespace: string;
}

/** An object on its way through a build. Models kustomize/api/resource.Resource. */
export interface Resource {
  readonly object: AnyObject;
  /** The ids that it had before, the first one first: references still use them. */
  readonly previous: readonly Id[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** What a generator says it does to an object of its name. */
  readonly behavior?: string;
  /** Its name gets a hash of its content. */
  readonly needsHash?: boolean;
}

export function newResource(object: AnyObject): Resource {
  return { object, previous: [], prefixes: [], suffixes: [] };
}

/** The id that an object has now. */
export function idOf({ apiVersion = '', kind = '', metadata }: AnyObject): Id {
  const slash = apiVersion.lastIndexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    name: metadata?.name ?? '',
    namespace: metadata?.namespace ?? '',
  };
}

/** All ids that an object has had, the present one last. */
export function allIds({ previous, object }: Resource): readonly Id[] {
  return [...previous, idOf(object)];
}

/** The resource with another object, which remembers the id that it had. */
export function renamed(resource: Resource, object: AnyObject): Resource {
  return { ...resource, object, previous: allIds(resource) };
}

export function withMetadata(object: AnyObject, changed: Readonly<Record<string, unknown>>): AnyObject {
  return { ...object, metadata: { ...object.metadata, ...changed } };
}

/** No namespace is the default one. */
export function sameNamespace(a: Id, b: Id): boolean {
  if (isClusterScoped(a.kind) || isClusterScoped(b.kind)) return isClusterScoped(a.kind) && isClusterScoped(b.kind);
  return (a.namespace || 'default') === (b.namespace || 'default');
}

export function sameId(a: Id, b: Id): boolean {
  return (
    a.group === b.group && a.version === b.version && a.kind === b.kind && a.name === b.name && sameNamespace(a, b)
  );
}

/** `Deployment.v1.apps/web.prod`. */
export function idText(id: Id): string {
  const { kind, version, group, name, namespace } = id;
  return `${kind}.${version || '[noVer]'}.${group || '[noGrp]'}/${name || '[noName]'}.${namespace || '[noNs]'}`;
}

const CLUSTER_SCOPED = new Set(
  [
    'Namespace Node PersistentVolume ClusterRole ClusterRoleBinding StorageClass VolumeAttachment CSIDriver CSINode',
    'PriorityClass IngressClass RuntimeClass CustomResourceDefinition APIService CertificateSigningRequest',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration PodSecurityPolicy FlowSchema',
    'PriorityLevelConfiguration ComponentStatus TokenReview SubjectAccessReview SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
  ].flatMap((line) => line.split(' ')),
);

/** Whether kustomize knows a kind to be outside of namespaces; others it takes to be within. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}
