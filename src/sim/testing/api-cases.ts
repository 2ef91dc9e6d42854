import { parseApiVersion } from '../../api/meta.ts';
import type { KubeObject } from '../../api/object.ts';
import type { HttpResponse } from '../apiserver/request.ts';
import { type ApiWorld, addDefaultAccount, allKinds, createApiWorld } from './api-world.ts';
import { fieldValue } from './field-values.ts';
import { differencesOf } from './parity/compare.ts';
import type { Difference } from './parity/result.ts';

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

/** Runs a case on a fresh API server; gives what is not as expected. */
export function runApiCase({ given, when, then }: ApiCase): Difference[] {
  const world = createApiWorld();
  prepare(world, given.namespace, given.objects ?? []);
  const answers = when.requests.map((request) => sendRequest(world, request));
  return then.responses.flatMap((expected, i) => compareResponse(expected, answers[i]!, answers, `responses[${i}].`));
}

/** Makes the namespace of a case and its objects. Throws when one of them is refused. */
export function prepare(world: ApiWorld, namespace: string, objects: readonly unknown[]): void {
  createObject(world, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, namespace);
  addDefaultAccount(world, namespace);
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
  const definition = allKinds.find((each) => each.kind === kind && each.group === group);
  if (!definition) throw new Error(`no kind ${kind} of ${apiVersion}`);
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}${definition.namespaced ? `/namespaces/${namespace}` : ''}/${definition.plural}`;
}

/** Whether the API server has the kind of an object. */
export function isServed({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const { group } = parseApiVersion(apiVersion);
  return allKinds.some((each) => each.kind === kind && each.group === group);
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
export function spelledOut(body: unknown): unknown {
  const text = JSON.stringify(body);
  const spelled = text.replace(/<(\d+) bytes of (\w)>/g, (_, length: string, letter: string) =>
    letter.repeat(Number(length)),
  );
  return spelled === text ? body : JSON.parse(spelled);
}

/** What of an answer is not as expected; `all` are the answers of the whole case. */
export function compareResponse(
  expected: ExpectedResponse,
  { code, body, headers }: HttpResponse,
  all: readonly HttpResponse[] = [],
  prefix = '',
): Difference[] {
  const differences: Difference[] = [];
  const check = (what: string, want: unknown, have: unknown): void => {
    differences.push(...differencesOf(want, have, `${prefix}${what}`));
  };
  const status = body as { reason?: string; message?: string; details?: unknown } | undefined;
  if (expected.code !== undefined) check('code', expected.code, code);
  if (expected.text !== undefined) check('text', expected.text, body);
  if (expected.reason !== undefined) check('reason', expected.reason, status?.reason);
  if (expected.message !== undefined) check('message', expected.message, status?.message);
  if (expected.details !== undefined) check('details', expected.details, status?.details);
  const start = expected.messageStartsWith;
  if (start !== undefined && !status?.message?.startsWith(start)) check('message', `${start}…`, status?.message);
  for (const [expression, want] of Object.entries(expected.fields ?? {})) {
    const have = fieldValue(expression, body, headers);
    if (expression.startsWith('unchangedAcrossRequests(')) {
      const others = all.map((answer) => fieldValue(expression, answer.body, answer.headers));
      check(expression, want, new Set(others).size === 1);
    } else if (expression.startsWith('matches(')) {
      if (!new RegExp(want as string).test(String(have)))
        differences.push({ path: expression, expected: want, actual: have });
    } else check(expression, want, have);
  }
  return differences;
}
