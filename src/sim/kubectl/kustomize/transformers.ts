import { isMap, type JsonMap } from '../../../api/patch/json.ts';
import type { AnyObject } from '../client/resource.ts';
import { changeAt, splitPath } from './field-path.ts';
import {
  ALL_LABELS,
  ANNOTATIONS,
  type FieldSpec,
  isOf,
  METADATA_LABELS,
  NAMES_KEPT,
  REPLICAS,
  TEMPLATE_LABELS,
} from './field-specs.ts';
import { withImages } from './images.ts';
import type { Kustomization, LabelEntry } from './kustomization.ts';
import { allIds, idOf, idText, isClusterScoped, type Resource, renamed, sameId, withMetadata } from './resource.ts';

type Resources = readonly Resource[];

/** Puts all objects into a namespace, and a Namespace in it gets its name. */
export function setNamespace(resources: Resources, namespace: string): Resources {
  if (namespace === '') return resources;
  const moved = resources.map((resource) => {
    const { object } = resource;
    if (object.kind === 'Namespace') return renamed(resource, withMetadata(object, { name: namespace }));
    const next = withSubjects(object, namespace);
    if (isClusterScoped(object.kind ?? '')) return next === object ? resource : { ...resource, object: next };
    return renamed(resource, withMetadata(next, { namespace }));
  });
  for (const { object } of moved) {
    const id = idOf(object);
    const same = moved.filter((each) => sameId(idOf(each.object), id));
    if (same.length > 1) {
      const ids = same.map((each) => idText(idOf(each.object))).join(' ');
      throw new Error(`namespace transformation produces ID conflict: [${ids}]`);
    }
  }
  return moved;
}

/** The ServiceAccount "default" is that of the new namespace; others follow the objects that they name. */
function withSubjects(object: AnyObject, namespace: string): AnyObject {
  const { kind, subjects } = object;
  if ((kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') || !Array.isArray(subjects)) return object;
  const change = (subject: JsonMap): JsonMap =>
    subject['kind'] === 'ServiceAccount' && subject['name'] === 'default' ? { ...subject, namespace } : subject;
  return { ...object, subjects: (subjects as JsonMap[]).map(change) };
}

/** Puts a text before or after the names. */
export function setAffix(resources: Resources, place: 'prefix' | 'suffix', affix: string): Resources {
  if (affix === '') return resources;
  return resources.map((resource) => {
    const { object, prefixes, suffixes } = resource;
    if (NAMES_KEPT.has(object.kind ?? '')) return resource;
    const old = object.metadata?.name ?? '';
    const name = place === 'prefix' ? affix + old : old + affix;
    const next = renamed(resource, withMetadata(object, { name }));
    return place === 'prefix'
      ? { ...next, prefixes: [...prefixes, affix] }
      : { ...next, suffixes: [...suffixes, affix] };
  });
}

/** `labels` and `commonLabels`. */
export function setLabels(resources: Resources, { labels, commonLabels }: Kustomization): Resources {
  let all = resources;
  for (const entry of labels) all = setPairs(all, entry.pairs ?? {}, labelFields(entry));
  return setPairs(all, commonLabels, ALL_LABELS);
}

function labelFields({ includeSelectors, includeTemplates, fields = [] }: LabelEntry): readonly FieldSpec[] {
  const base = includeSelectors ? ALL_LABELS : includeTemplates ? TEMPLATE_LABELS : METADATA_LABELS;
  return [...fields, ...base];
}

export function setAnnotations(resources: Resources, { commonAnnotations }: Kustomization): Resources {
  return setPairs(resources, commonAnnotations, ANNOTATIONS);
}

function setPairs(resources: Resources, pairs: Readonly<Record<string, string>>, fields: readonly FieldSpec[]) {
  if (Object.keys(pairs).length === 0) return resources;
  const set = (map: unknown): unknown => ({ ...(isMap(map) ? map : {}), ...pairs });
  return resources.map((resource) => {
    const id = idOf(resource.object);
    let { object } = resource;
    for (const field of fields) {
      if (isOf(field, id)) object = changeAt(object, splitPath(field.path), field.create ?? false, set) as AnyObject;
    }
    return { ...resource, object };
  });
}

/** `replicas`. */
export function setReplicas(resources: Resources, { replicas }: Kustomization): Resources {
  let all = resources;
  for (const { name = '', count = 0 } of replicas) {
    let found = false;
    all = all.map((resource) => {
      const field = REPLICAS.find(({ kind }) => allIds(resource).some((id) => id.kind === kind && id.name === name));
      if (!field) return resource;
      found = true;
      return { ...resource, object: changeAt(resource.object, splitPath(field.path), true, () => count) as AnyObject };
    });
    if (found) continue;
    const kinds = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
    const known = kinds.map((kind) => `${kind}.[noVer].[noGrp]`).join(' ');
    throw new Error(`resource with name ${name} does not match a config with the following GVK [${known}]`);
  }
  return all;
}

/** `images`. */
export function setImages(resources: Resources, { images }: Kustomization): Resources {
  if (images.length === 0) return resources;
  return resources.map((resource) =>
    resource.object.kind === 'CustomResourceDefinition'
      ? resource
      : { ...resource, object: withImages(resource.object, twice(resource.object, images)) as AnyObject },
  );
}

/** Kustomize finds images in two ways: where both find one, a suffix is added twice. Only one finds those of a CronJob. */
function twice({ kind }: AnyObject, images: Kustomization['images']): Kustomization['images'] {
  return kind === 'CronJob' ? images : images.flatMap((image) => [image, image]);
}
