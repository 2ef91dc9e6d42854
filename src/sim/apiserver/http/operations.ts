import type { GroupVersionKind } from '../../../api/openapi.ts';
import type { Verb } from '../../../api/request.ts';
import { verbsOf } from '../../../api/verbs.ts';
import type { Served } from '../resource.ts';
import { type Subresource, subresourcesOf } from '../subresource.ts';
import { nameInIds } from './operation-names.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'head';

/** One operation of the API, as both OpenAPI documents describe it. */
export interface Operation {
  readonly path: string;
  readonly method: Method;
  readonly action: string;
  readonly id: string;
  readonly gvk: GroupVersionKind;
  /** Query parameters of this operation alone. */
  readonly query: readonly string[];
  /** Media types of the body; any for an operation without one. */
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

type Word = readonly [Method, action: string, word: string];

const METHODS: Readonly<Record<Verb, Word>> = {
  create: ['post', 'post', 'create'],
  delete: ['delete', 'delete', 'delete'],
  deletecollection: ['delete', 'deletecollection', 'delete'],
  get: ['get', 'get', 'read'],
  list: ['get', 'list', 'list'],
  patch: ['patch', 'patch', 'patch'],
  update: ['put', 'put', 'replace'],
  watch: ['get', 'watch', 'watch'],
};

const CONNECT_METHODS: Readonly<Partial<Record<Verb, readonly Method[]>>> = {
  get: ['get', 'options', 'head'],
  create: ['post'],
  update: ['put'],
  delete: ['delete'],
  patch: ['patch'],
};

const WRITE_QUERY = ['dryRun', 'fieldManager', 'fieldValidation'];

/** The operations of a resource and its subresources, watches in their own old paths among them. */
export function operations(served: Served): Operation[] {
  const { kind } = served.resource;
  const verbs = verbsOf(kind);
  const collection = collectionPath(served);
  const one = `${collection}/{name}`;
  const result = verbs
    .filter((verb) => verb !== 'watch')
    .map((verb) => operation(served, METHODS[verb], isCollectionVerb(verb) ? collection : one, { verb }));
  if (kind.namespaced && verbs.includes('list')) {
    result.push(operation(served, METHODS.list, rootOf(served), { verb: 'list', end: 'ForAllNamespaces' }));
  }
  if (verbs.includes('watch')) result.push(...watches(served));
  for (const subresource of subresourcesOf(kind)) result.push(...subresourceOperations(served, subresource, one));
  return result;
}

function watches(served: Served): Operation[] {
  const list: Word = ['get', 'watchlist', 'watch'];
  const collection = collectionPath(served, '/watch');
  const result = [
    operation(served, list, collection, { end: 'List' }),
    operation(served, METHODS.watch, `${collection}/{name}`, {}),
  ];
  if (served.resource.kind.namespaced) {
    result.push(operation(served, list, rootOf(served, '/watch'), { end: 'ListForAllNamespaces' }));
  }
  return result;
}

function subresourceOperations(served: Served, subresource: Subresource, one: string): Operation[] {
  const { name, verbs, object } = subresource;
  const own = { group: served.group, version: served.version, kind: served.kind };
  const gvk = object ?? own;
  const path = `${one}/${name}`;
  const end = nameInIds(name);
  if (!gvk.kind.endsWith('Options')) {
    return verbs.map((verb) => operation(served, METHODS[verb], path, { verb, end, gvk }));
  }
  const proxied = name === 'proxy';
  const methods = verbs
    .flatMap((verb) => CONNECT_METHODS[verb] ?? [])
    .filter((each) => proxied || !/head|options/.test(each));
  const connect = (at: string, tail: string): Operation[] =>
    methods.map((method) =>
      operation(served, [method, 'connect', 'connect'], at, { end: tail, gvk, method: nameInIds(method) }),
    );
  return [...connect(path, end), ...(proxied ? connect(`${path}/{path}`, `${end}WithPath`) : [])];
}

function isCollectionVerb(verb: Verb): boolean {
  return verb === 'list' || verb === 'create' || verb === 'deletecollection';
}

function rootOf({ group, version, resource }: Served, watch = ''): string {
  return `${group ? `/apis/${group}` : '/api'}/${version}${watch}/${resource.kind.plural}`;
}

function collectionPath(served: Served, watch = ''): string {
  const { group, version, resource } = served;
  if (!resource.kind.namespaced) return rootOf(served, watch);
  return `${group ? `/apis/${group}` : '/api'}/${version}${watch}/namespaces/{namespace}/${resource.kind.plural}`;
}

interface Details {
  readonly verb?: Verb;
  /** What the operation's id ends with. */
  readonly end?: string;
  readonly gvk?: GroupVersionKind;
  /** The method, where the id has it. */
  readonly method?: string;
}

function operation(served: Served, [method, action, word]: Word, path: string, details: Details): Operation {
  const { verb, end = '', gvk: object, method: named = '' } = details;
  const { group, version, kind, schema, resource } = served;
  const scope = resource.kind.namespaced && path.includes('{namespace}') ? 'Namespaced' : '';
  const collection = verb === 'deletecollection' ? 'Collection' : '';
  const id = `${word}${nameInIds(group)}${nameInIds(version)}${named}${collection}${scope}${kind}${end}`;
  const writes = verb === 'create' || verb === 'update' || verb === 'patch';
  const query = writes ? WRITE_QUERY : verb === 'delete' || verb === 'deletecollection' ? ['dryRun'] : [];
  const gvk = { ...(object ?? { group, version, kind }) };
  const consumes = verb === 'patch' ? PATCH_TYPES : ['*/*'];
  return {
    path,
    method,
    action,
    id,
    gvk: { group: gvk.group, version: gvk.version, kind: gvk.kind },
    query,
    consumes,
    schema,
  };
}
