import { parseApiVersion } from '../../api/meta.ts';
import type { KubeObject } from '../../api/object.ts';
import type { HttpResponse } from '../apiserver/request.ts';
import { type ApiWorld, allKinds, createApiWorld } from './api-world.ts';
import { agrees, fieldValue } from './field-values.ts';

/** A case of the api-*.json files: requests in order, and what is expected of each answer. */
export interface ApiCase {
  readonly id: string;
  readonly title: string;
  readonly given: { readonly namespace: string; readonly objects?: readonly unknown[] };
  readonly when: { readonly requests: readonly CaseRequest[] };
  readonly then: { readonly responses: readonly ExpectedResponse[] };
}

export interface CaseRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly user?: string;
}

export interface ExpectedResponse {
  readonly code?: number;
  readonly reason?: string | null;
  readonly message?: string;
  readonly messageStartsWith?: string;
  readonly details?: unknown;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What became of a case. */
export interface CaseResult {
  readonly id: string;
  /** `notServed`: it needs a kind or subresource that the API server does not have (yet). */
  readonly outcome: 'agrees' | 'differs' | 'notServed';
  readonly differences: readonly string[];
}

/** Runs a case on a fresh API server. */
export function runApiCase({ id, given, when, then }: ApiCase): CaseResult {
  const needed = [...(given.objects ?? []), ...when.requests.map((request) => request.body)];
  const missing = needed.filter(isObject).find((object) => !isServed(object));
  const unknownPath = when.requests.find(({ path }) => !isServedPath(path));
  if (missing || unknownPath) return { id, outcome: 'notServed', differences: [] };
  const world = createApiWorld();
  prepare(world, given.namespace, given.objects ?? []);
  const answers = when.requests.map((request) => sendRequest(world, request));
  const differences = then.responses.flatMap((expected, i) =>
    compareResponse(expected, answers[i]!, answers).map((difference) => `response ${i}: ${difference}`),
  );
  return { id, outcome: differences.length === 0 ? 'agrees' : 'differs', differences };
}

/** Makes the namespace of a case and its objects. Throws when one of them is refused. */
export function prepare(world: ApiWorld, namespace: string, objects: readonly unknown[]): void {
  createObject(world, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, namespace);
  for (const object of objects) createObject(world, object as KubeObject, namespace);
}

/** Creates an object, in a namespace if its kind has one and it names none. */
export function createObject(world: ApiWorld, object: KubeObject, namespace: string): HttpResponse {
  const path = collectionOf(object, object.metadata.namespace ?? namespace);
  const response = world.send({ method: 'POST', path, body: object });
  if (response.code !== 201) throw new Error(`${object.kind} is refused: ${JSON.stringify(response.body)}`);
  return response;
}

/** The path of the collection that an object belongs to. */
export function collectionOf({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>, namespace: string): string {
  const { group, version } = parseApiVersion(apiVersion);
  const definition = allKinds.find((each) => each.kind === kind && each.group === group)!;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}${definition.namespaced ? `/namespaces/${namespace}` : ''}/${definition.plural}`;
}

/** Whether the API server has the kind of an object. */
export function isServed({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const { group, version } = parseApiVersion(apiVersion);
  if (kind === 'DeleteOptions' || kind === 'Binding') return true;
  return allKinds.some((each) => each.kind === kind && each.group === group && each.version === version);
}

/** Groups of Kubernetes whose kinds come later. */
const LATER = /^\/apis\/(policy|rbac|batch|autoscaling|networking|storage|scheduling|authorization|authentication)[./]/;

/** Whether a path is one that this API server is expected to answer as upstream does. */
export function isServedPath(path: string): boolean {
  if (LATER.test(path)) return false;
  const parts = /^\/api\/v1\/(?:namespaces\/[^/]+\/)?([a-z]+)(?:\/[^/?]+(?:\/([a-z]+))?)?/.exec(path);
  if (!parts) return true;
  const [, plural, subresource] = parts;
  const later = ['serviceaccounts', 'resourcequotas', 'limitranges', 'persistentvolumes', 'persistentvolumeclaims'];
  return !later.includes(plural!) && !['eviction', 'log', 'exec', 'resize'].includes(subresource ?? '');
}

function isObject(value: unknown): value is KubeObject {
  return typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value;
}

/** Sends a request of a case; each begins when the one before has been answered and seen by all caches. */
export function sendRequest(
  world: ApiWorld,
  { method, path, body, contentType, accept, user }: CaseRequest,
): HttpResponse {
  world.run(10);
  const response = world.send({
    method,
    path,
    headers: { ...(contentType ? { 'Content-Type': contentType } : {}), ...(accept ? { Accept: accept } : {}) },
    ...(body === undefined || body === null ? {} : { body: spelledOut(body) }),
    ...(user ? { user } : {}),
  });
  return response;
}

/** A body with its placeholder for a text too long to be written down replaced: `<1048577 bytes of x>`. */
function spelledOut(body: unknown): unknown {
  const text = JSON.stringify(body);
  const spelled = text.replace(/<(\d+) bytes of (\w)>/g, (_, length: string, letter: string) =>
    letter.repeat(Number(length)),
  );
  return spelled === text ? body : JSON.parse(spelled);
}

/** What is not as expected, in words. */
export function compareResponse(
  expected: ExpectedResponse,
  { code, body, headers }: HttpResponse,
  all: readonly HttpResponse[] = [],
): string[] {
  const differences: string[] = [];
  const check = (what: string, want: unknown, have: unknown): void => {
    if (!agrees(want, have)) differences.push(`${what}: expected ${JSON.stringify(want)}, got ${JSON.stringify(have)}`);
  };
  const status = body as { reason?: string; message?: string; details?: unknown };
  if (expected.code !== undefined) check('code', expected.code, code);
  if (expected.text !== undefined) check('text', expected.text, body);
  if (expected.reason !== undefined) check('reason', expected.reason, status.reason);
  if (expected.message !== undefined) check('message', expected.message, status.message);
  if (expected.details !== undefined) check('details', expected.details, status.details);
  const start = expected.messageStartsWith;
  if (start !== undefined && !status.message?.startsWith(start)) {
    differences.push(`message: expected ${JSON.stringify(start)} …, got ${JSON.stringify(status.message)}`);
  }
  for (const [expression, want] of Object.entries(expected.fields ?? {})) {
    const have = fieldValue(expression, body, headers);
    if (expression.startsWith('unchangedAcrossRequests(')) {
      const others = all.map((answer) => fieldValue(expression, answer.body, answer.headers));
      check(expression, want, new Set(others).size === 1);
    } else if (expression.startsWith('matches(')) {
      if (!new RegExp(want as string).test(String(have))) check(expression, want, have);
    } else check(expression, want, have);
  }
  return differences;
}
