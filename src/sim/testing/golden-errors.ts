import type { KubeObject } from '../../api/object.ts';
import {
  type CaseResult,
  compareResponse,
  createObject,
  type ExpectedResponse,
  isServed,
  isServedPath,
  sendRequest,
} from './api-cases.ts';
import { type ApiWorld, createApiWorld } from './api-world.ts';
import { agrees } from './field-values.ts';

/** A recorded request that was refused (or, `accepted`, taken although it looks wrong). */
export interface GoldenError {
  readonly id?: string;
  readonly api?: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly contentType?: string;
    readonly headers?: Readonly<Record<string, string | null>>;
    readonly status: number;
    readonly response: unknown;
  };
}

/** What comes later: quotas, limits, pod security, custom resources, kinds of their own. */
const LATER_PATHS = /\/namespaces\/(errq|errl|errpsa)\/|example\.com\/v1\/|\/(statefulsets|daemonsets)\//;

const COMPACTED_MS = 601_000;
const MAX_CONFIG_MAP_BYTES = 1_048_576;

/** Runs the recorded requests in their order on one server; those that it does not serve yet are passed over. */
export function runGoldenErrors(recorded: readonly GoldenError[]): CaseResult[] {
  const world = createApiWorld();
  setUp(world);
  // Long enough for the first compaction; the new process of the API server remembers no earlier events.
  world.run(COMPACTED_MS);
  world.restartApi();
  return recorded.flatMap(({ id, api }) => (id && api ? [runOne(world, id, api)] : []));
}

function runOne(world: ApiWorld, id: string, api: NonNullable<GoldenError['api']>): CaseResult {
  const { body, path, headers } = api;
  const object = body as KubeObject | null | undefined;
  const named = typeof object === 'object' && object !== null && object.kind !== undefined && object.apiVersion;
  const isLater = LATER_PATHS.test(path) || headers !== undefined || api.contentType?.includes('apply-patch');
  if (isLater || !isServedPath(path) || (named && api.status !== 404 && !isServed(object))) {
    return { id, outcome: 'notServed', differences: [] };
  }
  if (path.includes('watch=1')) return { id, ...watchOutcome(world, path, api.response) };
  const response = sendRequest(world, {
    ...api,
    body: bodyOf(id, api),
    accept: api.status === 406 ? 'text/html' : 'application/json',
  });
  // What was accepted was deleted again before the next request was recorded.
  if (api.method === 'POST' && response.code === 201) {
    const { name } = (response.body as KubeObject).metadata ?? {};
    if (name) world.send({ method: 'DELETE', path: `${path.split('?')[0]}/${name}` });
  }
  const expected = api.response;
  const differences = compareResponse({ code: api.status }, response);
  if (typeof expected === 'string') {
    if (!agrees(expected, response.body ?? '')) differences.push(`text: ${JSON.stringify(response.body)}`);
  } else if ((expected as { kind?: string }).kind === 'Status') {
    const { code, reason = null, message, details = null } = expected as Record<string, unknown>;
    const text = String(message).replace(/current: \d+$/, 'current: <n>');
    const [first, ...more] = text.split('\n  core.PodSpec{');
    // After this upstream prints a comparison of two Go values.
    const status = more.length > 0 ? { messageStartsWith: first! } : { message: text, details };
    differences.push(...compareResponse({ ...status, code, reason } as ExpectedResponse, response));
  }
  return { id, outcome: differences.length === 0 ? 'agrees' : 'differs', differences };
}

/** The body to send: one was too large to be recorded, and uids are those of the recorded cluster. */
function bodyOf(id: string, { body, method }: NonNullable<GoldenError['api']>): unknown {
  if (id === 'configmap-too-large') {
    const metadata = { name: 'm', namespace: 'errs' };
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'x'.repeat(MAX_CONFIG_MAP_BYTES + 1) } };
  }
  if (method !== 'PUT' || typeof body !== 'object' || body === null) return body;
  const { uid: _theirs, ...metadata } = (body as KubeObject).metadata;
  return { ...body, metadata };
}

/** Of a watch only its first event is recorded; revisions differ. */
function watchOutcome(world: ApiWorld, path: string, expected: unknown): Omit<CaseResult, 'id'> {
  const { events } = world.watch(path);
  world.run(1_000);
  const text = (event: unknown): string => JSON.stringify(event ?? '').replace(/\(\d+\)/, '(N)');
  const wanted = expected as { type?: string; object?: { message?: string } };
  const seen = events[0] as typeof wanted | undefined;
  const same = wanted.type === seen?.type && text(wanted.object?.message) === text(seen?.object?.message);
  return { outcome: same ? 'agrees' : 'differs', differences: same ? [] : [text(seen)] };
}

const container = { name: 'c', image: 'nginx:1.27' };

/** The objects that the recorded requests refer to, as far as their kinds are served. */
function setUp(world: ApiWorld): void {
  const create = (apiVersion: string, kind: string, name: string, rest: object = {}): void => {
    const object = { apiVersion, kind, metadata: { name }, ...rest } as KubeObject;
    if (isServed(object)) createObject(world, object, 'errs');
    world.run(10);
  };
  create('v1', 'Namespace', 'errs');
  create('v1', 'Namespace', 'errterm');
  world.send({ method: 'DELETE', path: '/api/v1/namespaces/errterm' });
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  create('apps/v1', 'Deployment', 'web', { spec });
  create('v1', 'Service', 'svc1', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
  create('v1', 'ConfigMap', 'cm1', { data: { a: 'b' } });
  create('v1', 'ConfigMap', 'frozen', { data: { a: 'b' }, immutable: true });
  create('v1', 'Secret', 'sec1', { stringData: { a: 'b' } });
  create('v1', 'Pod', 'pod1', { spec: { containers: [container], nodeName: 'node-3' } });
}
