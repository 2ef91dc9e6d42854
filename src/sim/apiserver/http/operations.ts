import type { GroupVersionKind } from '../../../api/openapi.ts';
import type { Verb } from '../../../api/request.ts';
import { verbsOf } from '../../../api/verbs.ts';
import type { Served } from '../resource.ts';
import { subresourcesOf } from '../subresource.ts';

/** One operation of the API, as both OpenAPI documents describe it. */
export interface Operation {
  readonly path: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly action: string;
  readonly id: string;
  readonly gvk: GroupVersionKind;
  /** Query parameters that clients look for. */
  readonly query: readonly string[];
  /** Media types of the body; none for an operation without one. */
  readonly consumes: readonly string[];
  /** The schema of the object. */
  readonly schema: string;
}

const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

const METHODS: Readonly<Record<Verb, readonly [Operation['method'], string, string]>> = {
  create: ['post', 'post', 'create'],
  delete: ['delete', 'delete', 'delete'],
  deletecollection: ['delete', 'deletecollection', 'delete'],
  get: ['get', 'get', 'read'],
  list: ['get', 'list', 'list'],
  patch: ['patch', 'patch', 'patch'],
  update: ['put', 'put', 'replace'],
  watch: ['get', 'watch', 'watch'],
};

/** The operations of a resource and its subresources; watching is a parameter of listing. */
export function operations(served: Served): Operation[] {
  const { kind } = served.resource;
  const collection = collectionPath(served);
  const one = `${collection}/{name}`;
  const result = verbsOf(kind)
    .filter((verb) => verb !== 'watch')
    .map((verb) => operation(served, verb, isCollectionVerb(verb) ? collection : one, ''));
  if (kind.namespaced && verbsOf(kind).includes('list')) result.push(operation(served, 'list', rootOf(served), ''));
  for (const { name, verbs } of subresourcesOf(kind)) {
    for (const verb of verbs) result.push(operation(served, verb, `${one}/${name}`, name));
  }
  return result;
}

function isCollectionVerb(verb: Verb): boolean {
  return verb === 'list' || verb === 'create' || verb === 'deletecollection';
}

function rootOf({ group, version, resource }: Served): string {
  const { plural } = resource.kind;
  return group ? `/apis/${group}/${version}/${plural}` : `/api/${version}/${plural}`;
}

function collectionPath(served: Served): string {
  const { group, version, resource } = served;
  const { plural, namespaced } = resource.kind;
  if (!namespaced) return rootOf(served);
  return `${group ? `/apis/${group}` : '/api'}/${version}/namespaces/{namespace}/${plural}`;
}

function operation(served: Served, verb: Verb, path: string, subresource: string): Operation {
  const [method, action, word] = METHODS[verb];
  const { group, version, kind, schema, resource } = served;
  const { namespaced } = resource.kind;
  const writes = verb === 'create' || verb === 'update' || verb === 'patch';
  const query = writes ? ['dryRun', 'fieldValidation', 'fieldManager'] : verb.startsWith('delete') ? ['dryRun'] : [];
  const scope = namespaced && path.includes('{namespace}') ? 'Namespaced' : '';
  const all = namespaced && scope === '' ? 'ForAllNamespaces' : '';
  const id = word + goName(group.split('.')[0] || 'core') + goName(version) + scope + kind + goName(subresource) + all;
  const consumes = verb === 'patch' ? PATCH_TYPES : writes ? ['*/*'] : [];
  return { path, method, action, id, gvk: { group, version, kind }, query, consumes, schema };
}

function goName(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
