import { matchesFields } from '../../../api/field-selector.ts';
import type { Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { schemaNameOf } from '../../../api/openapi.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../../api/patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../../../api/patch/strategic-merge.ts';
import type { Process } from '../../../api/process.ts';
import { parseFieldSelector, parseLabelSelector } from '../../../api/selectors.ts';
import { ApiError, alreadyExists, notFound } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { HttpRequest, HttpResponse } from '../../apiserver/request.ts';

/** Objects and how they are served: a stand-in for the API server that tests set to any state. */
export interface FakeServer {
  readonly kinds: readonly FakeKind[];
  /** Objects by `apiVersion/kind/namespace/name`. */
  readonly objects: Map<string, KubeObject>;
  /** Unix milliseconds, for ages in tables. */
  nowMs: number;
  /** Every request's method and path, in order. */
  readonly log: string[];
  serve(request: HttpRequest): Process<HttpResponse>;
  put(object: KubeObject): void;
  remove(object: KubeObject): void;
}

/** What a fake server knows of a resource type. */
export type FakeKind = Pick<
  Kind,
  'group' | 'version' | 'kind' | 'plural' | 'singular' | 'shortNames' | 'categories' | 'namespaced'
> &
  Partial<Pick<Kind, 'columns' | 'scale' | 'selectableFields'>>;

const modelled = Object.values(import.meta.glob<Kind>('../../../kinds/*/kind.ts', { eager: true, import: 'default' }));

/** A server without objects; `others` are resource types that have no folder under `kinds/`. */
export function createFakeServer(others: readonly FakeKind[] = []): FakeServer {
  const has = (kind: FakeKind): boolean =>
    modelled.some((each) => each.plural === kind.plural && each.group === kind.group && each.version === kind.version);
  const server: FakeServer = {
    kinds: [...modelled, ...others.filter((each) => !has(each))],
    objects: new Map(),
    nowMs: 0,
    log: [],
    *serve(request) {
      server.log.push(`${request.method} ${request.path}`);
      try {
        return handle(server, request);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { code: error.code, headers: {}, body: error.status };
      }
    },
    put: (object) => server.objects.set(keyOf(object), object),
    remove: (object) => server.objects.delete(keyOf(object)),
  };
  return server;
}

function keyOf(object: KubeObject): string {
  return `${object.apiVersion}|${object.kind}|${object.metadata.namespace ?? ''}|${object.metadata.name}`;
}

function handle(server: FakeServer, request: HttpRequest): HttpResponse {
  const url = new Path(request.path);
  const discovery = discoveryAnswer(server.kinds, url.path);
  if (discovery) return ok(discovery);
  const match =
    /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
      url.path,
    );
  const [, group = '', version, namespace = '', plural, name, subresource] = match ?? [];
  const kind = server.kinds.find((each) => each.group === group && each.version === version && each.plural === plural);
  if (!kind) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
  const target = { server, kind, namespace, url, request };
  if (url.query['watch']) return { code: 200, headers: {}, body: undefined, stop: () => undefined };
  if (!name) return request.method === 'POST' ? create(target) : list(target);
  const key = `${apiVersion(kind)}|${kind.kind}|${namespace}|${name}`;
  const object = server.objects.get(key);
  if (!object) throw notFound(kind, name);
  if (subresource === 'scale') return scale(target, object);
  switch (request.method) {
    case 'PATCH':
      return patch(target, object);
    case 'PUT':
      return store(target, request.body as KubeObject, object);
    case 'DELETE':
      if (!url.query['dryRun']) server.objects.delete(key);
      return ok(
        object.kind === 'Pod' ? object : { kind: 'Status', status: 'Success', details: { uid: object.metadata.uid } },
      );
    default:
      return ok(wantsTable(request) ? table(kind, [object], server, url) : object);
  }
}

interface Target {
  readonly server: FakeServer;
  readonly kind: FakeKind;
  readonly namespace: string;
  readonly url: Path;
  readonly request: HttpRequest;
}

function create({ server, kind, namespace, request, url }: Target): HttpResponse {
  const body = request.body as KubeObject;
  const object = {
    ...body,
    metadata: {
      ...body.metadata,
      ...(namespace ? { namespace } : {}),
      uid: `uid-${server.objects.size}`,
      creationTimestamp: new Date(server.nowMs).toISOString().replace('.000', ''),
      resourceVersion: String(server.log.length),
    },
  } as KubeObject;
  if (server.objects.has(keyOf(object))) throw alreadyExists(kind, object.metadata.name ?? '');
  if (!url.query['dryRun']) server.put(object);
  return { ...ok(object), code: 201 };
}

function list({ server, kind, namespace, url, request }: Target): HttpResponse {
  const labels = parseLabelSelector(url.query['labelSelector'] ?? '');
  const fields = parseFieldSelector(url.query['fieldSelector'] ?? '');
  const items = [...server.objects.values()]
    .filter((object) => object.kind === kind.kind && object.apiVersion === apiVersion(kind))
    .filter((object) => !namespace || object.metadata.namespace === namespace)
    .filter((object) => labels.matches(object.metadata.labels))
    .filter((object) => matchesFields(fields, (path) => fieldOf(kind, object, path)))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (wantsTable(request)) return ok(table(kind, items, server, url));
  return ok({ apiVersion: apiVersion(kind), kind: `${kind.kind}List`, metadata: { resourceVersion: '1' }, items });
}

function sortKey({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function fieldOf(kind: FakeKind, object: KubeObject, path: string): string {
  if (path === 'metadata.name') return object.metadata.name ?? '';
  if (path === 'metadata.namespace') return object.metadata.namespace ?? '';
  return kind.selectableFields?.[path]?.(object) ?? '';
}

function patch(target: Target, object: KubeObject): HttpResponse {
  const { body: raw, headers } = target.request;
  const body = typeof raw === 'string' ? JSON.parse(raw) : raw;
  const type = headers['Content-Type'];
  const schema = schemaNameOf(target.kind);
  if (type === 'application/json-patch+json') {
    return store(target, applyJsonPatch(object, body as JsonPatchOperation[]) as KubeObject, object);
  }
  const next =
    type === 'application/strategic-merge-patch+json' && schema
      ? applyStrategicMergePatch(object as never, body as never, schema)
      : applyMergePatch(object, body);
  return store(target, next as KubeObject, object);
}

function store({ server, url }: Target, next: KubeObject, previous: KubeObject): HttpResponse {
  if (deepEqual(next, previous)) return ok(previous);
  const stored = { ...next, metadata: { ...next.metadata, resourceVersion: String(server.log.length) } } as KubeObject;
  if (!url.query['dryRun']) server.put(stored);
  return ok(stored);
}

function scale(target: Target, object: KubeObject): HttpResponse {
  const { kind, request } = target;
  if (!kind.scale) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
  const read = (from: KubeObject): unknown => ({
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: object.metadata,
    spec: { replicas: kind.scale!.replicas(from) },
  });
  if (request.method === 'GET') return ok(read(object));
  const replicas = (request.body as { spec: { replicas: number } }).spec.replicas;
  const next = kind.scale.withReplicas(object, replicas);
  store(target, next, object);
  return ok(read(next));
}

function table(kind: FakeKind, items: readonly KubeObject[], server: FakeServer, url: Path): unknown {
  const columns = kind.columns ?? DEFAULT_COLUMNS;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1' },
    columnDefinitions: columns.map(({ name, type, priority = 0, format = '' }) => ({ name, type, priority, format })),
    rows: items.map((object) => ({
      cells: columns.map((column) => column.cell(object, server.nowMs)),
      object:
        url.query['includeObject'] === 'Object'
          ? object
          : { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}

const DEFAULT_COLUMNS: NonNullable<FakeKind['columns']> = [
  { name: 'Name', type: 'string', format: 'name', cell: ({ metadata }) => metadata.name ?? '' },
  { name: 'Created At', type: 'date', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

function wantsTable(request: HttpRequest): boolean {
  return request.headers['Accept']?.includes('as=Table') ?? false;
}

function apiVersion(kind: FakeKind): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

function ok(body: unknown): HttpResponse {
  return { code: 200, headers: {}, body };
}

function discoveryAnswer(kinds: readonly FakeKind[], path: string): unknown {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = [...new Set(kinds.map((kind) => kind.group))].filter((group) => group !== '').sort();
    return { kind: 'APIGroupList', groups: groups.map((group) => groupDocument(kinds, group)) };
  }
  const [, group = '', version] = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path) ?? [];
  const own = kinds.filter((kind) => kind.group === group && kind.version === version);
  if (own.length === 0) return undefined;
  const resources = [...own]
    .sort((a, b) => (a.plural < b.plural ? -1 : 1))
    .map((kind) => ({
      name: kind.plural,
      singularName: kind.singular,
      kind: kind.kind,
      namespaced: kind.namespaced,
      shortNames: kind.shortNames ?? [],
      categories: kind.categories ?? [],
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    }));
  return { kind: 'APIResourceList', groupVersion: group ? `${group}/${version}` : version, resources };
}

/** The versions of a group, the newest first. */
function groupDocument(kinds: readonly FakeKind[], group: string): unknown {
  const versions = [...new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version))].sort();
  const documents = versions.reverse().map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions: documents, preferredVersion: documents[0] };
}

class Path {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;

  constructor(text: string) {
    const [path, query = ''] = text.split('?') as [string, string?];
    this.path = decodeURIComponent(path);
    this.query = Object.fromEntries(
      query
        .split('&')
        .filter((pair) => pair !== '')
        .map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]),
    );
  }
}
