import { isMap, type JsonMap } from '../../../api/patch/json.ts';
import type { AnyObject } from '../client/resource.ts';
import { changeAt, splitPath } from './field-path.ts';
import { isOf } from './field-specs.ts';
import { NAME_REFERENCES, type NameReference } from './name-references.ts';
import { type Id, idOf, idText, isClusterScoped, type Resource, sameNamespace } from './resource.ts';

/** Lets references follow the objects whose names have changed. Models kustomize's nameReferenceTransformer. */
export function fixReferences(resources: readonly Resource[]): readonly Resource[] {
  let all = resources;
  for (const target of NAME_REFERENCES) all = all.map((referrer) => fixReferrer(referrer, target, all));
  return all;
}

function fixReferrer(referrer: Resource, target: NameReference, all: readonly Resource[]): Resource {
  let { object } = referrer;
  for (const field of target.fields) {
    if (!isOf(field, idOf(object))) continue;
    const isRoleRef = field.path.endsWith('roleRef/name');
    const find = (name: string, among: readonly Resource[]): Resource | undefined =>
      select(referrer, name, { target, isRoleRef }, among);
    object = changeAt(object, splitPath(field.path), false, (value) => follow(value, find, all)) as AnyObject;
  }
  return object === referrer.object ? referrer : { ...referrer, object };
}

type Find = (name: string, among: readonly Resource[]) => Resource | undefined;

function follow(value: unknown, find: Find, all: readonly Resource[]): unknown {
  if (typeof value === 'string') return find(value, all)?.object.metadata?.name ?? value;
  if (!isMap(value)) return value;
  return followMap(value, find, all);
}

/** A reference that has a namespace beside the name, as subjects have. */
function followMap(value: JsonMap, find: Find, all: readonly Resource[]): JsonMap {
  const { name, namespace } = value;
  if (typeof name !== 'string') throw new Error("path config error; no 'name' field in node");
  const found = find(name, typeof namespace === 'string' ? inNamespace(all, namespace) : all)?.object.metadata;
  if (!found) return value;
  return { ...value, name: found.name, ...(found.namespace ? { namespace: found.namespace } : {}) };
}

function inNamespace(all: readonly Resource[], namespace: string): readonly Resource[] {
  const of = (id: Id): boolean => !isClusterScoped(id.kind) && (id.namespace || 'default') === namespace;
  const once = all.filter(({ previous, object }) => of(previous[0] ?? idOf(object)));
  return once.length > 0 ? once : all.filter(({ object }) => of(idOf(object)));
}

function select(
  referrer: Resource,
  name: string,
  { target, isRoleRef }: { readonly target: NameReference; readonly isRoleRef: boolean },
  among: readonly Resource[],
): Resource | undefined {
  const role = isRoleRef ? (referrer.object['roleRef'] as { apiGroup?: string; kind?: string } | undefined) : undefined;
  const own = idOf(referrer.object);
  const candidates = among.filter((each) => {
    const { previous, object } = each;
    if (!previous.some((id) => id.name === name) || !previous.some((id) => isKind(id, target))) return false;
    if (role?.kind && !previous.some(({ group, kind }) => group === (role.apiGroup ?? group) && kind === role.kind)) {
      return false;
    }
    const id = idOf(object);
    return (
      isClusterScoped(own.kind) || isClusterScoped(id.kind) || id.kind === 'ServiceAccount' || sameNamespace(own, id)
    );
  });
  if (candidates.length <= 1) return candidates[0];
  const alike = candidates.filter(
    (each) => sameEnd(each.prefixes, referrer.prefixes) && sameEnd(each.suffixes, referrer.suffixes),
  );
  const names = new Set(alike.map(({ object }) => object.metadata?.name));
  if (names.size <= 1) return alike[0];
  const ids = alike.map(({ object }) => idText(idOf(object))).join(', ');
  throw new Error(` found multiple possible referrals: ${ids}`);
}

function isKind(id: Id, { kind, group, version }: NameReference): boolean {
  return id.kind === kind && (!group || group === id.group) && (!version || version === id.version);
}

function sameEnd(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0;
  return short.every((each, i) => each === long[long.length - short.length + i]);
}
