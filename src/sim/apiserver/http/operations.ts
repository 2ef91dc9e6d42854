import type { Kind } from '../../../api/kind.ts';
import type { GroupVersionKind } from '../../../api/openapi.ts';
import type { Verb } from '../../../api/request.ts';
import { verbsOf } from '../../../api/verbs.ts';
import type { Resource } from '../resource.ts';
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
export function operations({ kind }: Resource): Operation[] {
  const collection = collectionPath(kind);
  const one = `${collection}/{name}`;
  const result = verbsOf(kind)
    .filter((verb) => verb !== 'watch')
    .map((verb) => operation(kind, verb, isCollectionVerb(verb) ? collection : one, '', kind.schema));
  if (kind.namespaced) result.push(operation(kind, 'list', rootOf(kind), '', kind.schema));
  for (const { name, verbs } of subresourcesOf(kind)) {
    for (const verb of verbs) result.push(operation(kind, verb, `${one}/${name}`, name, kind.schema));
  }
  return result;
}

function isCollectionVerb(verb: Verb): boolean {
  return verb === 'list' || verb === 'create' || verb === 'deletecollection';
}

function rootOf({ group, version, plural }: Kind): string {
  return group ? `/apis/${group}/${version}/${plural}` : `/api/${version}/${plural}`;
}

function collectionPath(kind: Kind): string {
  const { group, version, plural, namespaced } = kind;
  if (!namespaced) return rootOf(kind);
  return `${group ? `/apis/${group}` : '/api'}/${version}/namespaces/{namespace}/${plural}`;
}

function operation(kind: Kind, verb: Verb, path: string, subresource: string, schema: string): Operation {
  const [method, action, word] = METHODS[verb];
  const { group, version, namespaced } = kind;
  const writes = verb === 'create' || verb === 'update' || verb === 'patch';
  const query = writes ? ['dryRun', 'fieldValidation', 'fieldManager'] : verb.startsWith('delete') ? ['dryRun'] : [];
  const scope = namespaced && path.includes('{namespace}') ? 'Namespaced' : '';
  const all = namespaced && scope === '' ? 'ForAllNamespaces' : '';
  const id =
    word + goName(group.split('.')[0] || 'core') + goName(version) + scope + kind.kind + goName(subresource) + all;
  const consumes = verb === 'patch' ? PATCH_TYPES : writes ? ['*/*'] : [];
  return { path, method, action, id, gvk: { group, version, kind: kind.kind }, query, consumes, schema };
}

function goName(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
