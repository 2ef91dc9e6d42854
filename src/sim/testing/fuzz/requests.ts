import type { Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Random } from '../../../base/random.ts';
import type { HttpRequest } from '../../apiserver/request.ts';
import { edited, mutate } from './mutate.ts';

/** A manifest, and the kind that it is of. */
export interface Manifest {
  readonly object: KubeObject;
  readonly kind: Pick<Kind, 'kind' | 'group' | 'version' | 'plural' | 'namespaced'>;
}

const TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
/** Parts of queries; resourceVersions that are no numbers are left out: upstream itself answers them with 500. */
const QUERIES = [
  ...['', '', '', 'dryRun=All', 'dryRun=Some', 'fieldValidation=Strict', 'fieldValidation=Ignore', 'fieldManager=me'],
  ...[
    'force=true',
    'limit=1',
    'limit=-1',
    'limit=x',
    'continue=abc',
    'labelSelector=a%20in%20(b',
    'labelSelector=a%3Db',
  ],
  ...['fieldSelector=metadata.name%3Dx', 'fieldSelector=spec.frob%3D1', 'resourceVersion=0', 'resourceVersion=5'],
  ...['resourceVersionMatch=Exact', 'resourceVersionMatch=Frob', 'gracePeriodSeconds=0', 'propagationPolicy=Frob'],
  ...['propagationPolicy=Orphan', 'includeObject=None', 'timeoutSeconds=1', 'sendInitialEvents=true', 'pretty=1'],
];
const ACCEPTS = [
  ...['application/json', 'application/json', '*/*', 'application/yaml', 'text/html', ''],
  ...['application/json;as=Table;v=v1;g=meta.k8s.io', 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'],
];
const SUBRESOURCES = ['', '', '', '', '/status', '/scale', '/frob', '/binding', '/eviction', '/finalize'];

/** Draws a request: most are writes of changed manifests, some are odd in their path, query, type or method. */
export function randomRequest(random: Random, manifests: readonly Manifest[]): HttpRequest {
  const { object, kind } = random.pick(manifests);
  const body = random.next() < 0.9 ? mutate(random, object) : object;
  const collection = collectionOf(kind, random);
  const name = encodeURIComponent(String(object.metadata.name ?? 'x'));
  const named = `${collection}/${name}${random.pick(SUBRESOURCES)}`;
  const query = [random.pick(QUERIES), random.pick(QUERIES)].filter((part) => part !== '').join('&');
  const suffix = query === '' ? '' : `?${query}`;
  const headers: Record<string, string> = { Accept: random.pick(ACCEPTS) };
  const text = (value: unknown): unknown =>
    random.next() < 0.1 ? edited(random, JSON.stringify(value ?? null)) : value;
  const draw = random.next();
  if (draw < 0.5) return { method: 'POST', path: collection + suffix, headers, body: text(body) };
  if (draw < 0.65) return { method: 'PUT', path: named + suffix, headers, body: text(body) };
  if (draw < 0.85) {
    headers['Content-Type'] = random.pick(TYPES);
    return {
      method: 'PATCH',
      path: named + suffix,
      headers,
      body: text(patchOf(random, headers['Content-Type'], body)),
    };
  }
  if (draw < 0.9)
    return {
      method: 'DELETE',
      path: named + suffix,
      headers,
      body: random.pick([undefined, { kind: 'DeleteOptions', preconditions: mutate(random, { uid: 'x' }) }]),
    };
  if (draw < 0.95) return { method: 'GET', path: random.pick([named, collection]) + suffix, headers };
  return {
    method: random.pick(['FROB', 'HEAD', 'PUT', 'DELETE', 'GET']),
    path: edited(random, named) + suffix,
    headers,
  };
}

function collectionOf({ group, version, plural, namespaced }: Manifest['kind'], random: Random): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const namespace = random.next() < 0.97 ? 'fuzz' : 'nowhere';
  return `${root}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}`;
}

function patchOf(random: Random, type: string, body: unknown): unknown {
  if (type !== 'application/json-patch+json' || random.next() < 0.1) return body;
  const op = random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test', 'frob']);
  const path = random.pick([
    '/spec',
    '/metadata/labels',
    '/metadata/labels/a',
    '/spec/replicas',
    '/x/y',
    '',
    '/spec/template/spec/containers/0',
  ]);
  return [mutate(random, { op, path, from: '/metadata/name', value: body })];
}
