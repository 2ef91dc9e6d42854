import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { createRandom } from '../../../base/random.ts';
import type { HttpRequest, HttpResponse } from '../../apiserver/request.ts';
import { type ApiWorld, allKinds, createApiWorld } from '../api-world.ts';
import cases from '../testdata/cases/api-defaults.json' with { type: 'json' };
import bootstrap from '../testdata/golden/bootstrap.json' with { type: 'json' };
import timeline from '../testdata/golden/kubectl.json' with { type: 'json' };
import objects from '../testdata/golden/objects.json' with { type: 'json' };
import { customObjects, DEFINITIONS, definitionObjects } from './custom.ts';
import { type Manifest, randomRequest } from './requests.ts';

// 20,000 requests with changed manifests: a wrong one is refused with a Status, none makes the server fail, and what is
// stored stays in order. A chunk is its seed: to repeat one, run the test of that name.

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CHUNKS = 20;
const REQUESTS = 1_000;

const known: readonly Manifest[] = [
  ...definitionObjects,
  ...(objects as unknown as readonly KubeObject[]),
  ...(timeline.initialObjects as unknown as readonly KubeObject[]),
  ...Object.values(bootstrap as unknown as Readonly<Record<string, readonly KubeObject[]>>).flatMap((list) =>
    list.slice(0, 4),
  ),
  ...cases.flatMap(({ when }) => (when.requests[0] as { body?: KubeObject }).body ?? []),
].flatMap((given) => {
  const kind = allKinds.find(
    (each) =>
      each.kind === given.kind && given.apiVersion === (each.group ? `${each.group}/${each.version}` : each.version),
  );
  if (!kind) return [];
  const {
    resourceVersion: _v,
    uid: _u,
    namespace: _n,
    creationTimestamp: _c,
    managedFields: _m,
    ...metadata
  } = given.metadata;
  return [{ kind, object: { ...given, metadata } }];
});

// Every eighth request is about a definition or an object of a defined kind.
const defined = [...customObjects, ...known.filter(({ kind }) => kind.kind === 'CustomResourceDefinition')];
const manifests = [...known, ...repeated(defined, known.length / 7)];

function repeated<T>(list: readonly T[], length: number): T[] {
  return Array.from({ length: Math.ceil(length) }, (_, i) => list[i % list.length]!);
}

test('there are manifests of many kinds', () => {
  expect(new Set(manifests.map(({ kind }) => kind.kind)).size).toBeGreaterThan(25);
});

describe('what 20,000 changed requests get', () => {
  test.each(Array.from({ length: CHUNKS }, (_, i) => i + 1))('seed %i', (seed) => {
    const random = createRandom(seed);
    const world = createApiWorld({ seed });
    world.send({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'fuzz' } } });
    for (const body of DEFINITIONS) world.send({ method: 'POST', path: CRDS, body });
    world.run(2_000);
    expect(world.send({ path: '/apis/fuzz.example.com/v1/gadgets' }).code).toBe(200);
    const wrong: unknown[] = [];
    const before = world.api.revision;
    let revision = before;
    const seen: number[] = [];
    world.api.onCommit((write) => seen.push(write.revision));
    for (let i = 0; i < REQUESTS; i++) {
      // Definitions that came, changed or went take effect.
      if (i % 50 === 0) world.run(100);
      const request = randomRequest(random, manifests);
      const problem = problemOf(request, () => world.send(request));
      if (problem) wrong.push({ request: i, problem, method: request.method, path: request.path, body: request.body });
      for (const each of seen.splice(0)) {
        if (each < revision) wrong.push({ request: i, problem: 'revisions go back' });
        revision = each;
      }
    }
    wrong.push(...brokenInvariants(world));
    expect(wrong.slice(0, 3)).toEqual([]);
    // Most changes are refused, but not all: the store has been at work.
    expect(revision).toBeGreaterThan(before + 20);
  });
});

/** What upstream itself answers with 500: errors that its handlers give no code. Some are recorded so. */
const UPSTREAM_500 =
  /^resourceVersion should not be set|does not contain declared merge key|^unknown patch type|^failed to (create typed patch|convert new typed) object|^list element types are not identical$/;

function problemOf(request: HttpRequest, send: () => HttpResponse): string | undefined {
  let answer: HttpResponse;
  try {
    answer = send();
  } catch (error) {
    return `thrown: ${(error as Error).stack?.split('\n').slice(0, 4).join(' | ')}`;
  }
  const { code, body } = answer;
  if (!Number.isInteger(code) || code < 200 || code > 599) return `code ${code}`;
  if (request.method === 'HEAD' || typeof body === 'string') return code >= 500 ? `code ${code}: ${body}` : undefined;
  const { kind, message, status, code: own } = (body ?? {}) as Record<string, unknown>;
  if (code >= 500 && !(code === 504 || UPSTREAM_500.test(String(message)))) return `code ${code}: ${String(message)}`;
  if (code < 400) return typeof kind === 'string' ? undefined : `an answer without kind: ${JSON.stringify(body)}`;
  const isStatus = kind === 'Status' && status === 'Failure' && own === code && typeof message === 'string';
  return isStatus ? undefined : `no Status: ${JSON.stringify(body)}`;
}

/** What must hold of everything that is stored. */
function brokenInvariants(world: ApiWorld): unknown[] {
  const uids = new Set<string>();
  return world.api.snapshot().flatMap(({ kind, object }) => {
    const { uid = '', name, namespace, resourceVersion, creationTimestamp } = object.metadata;
    const problems = [
      ...(uids.has(uid) || uid === '' ? ['uid'] : []),
      ...(name ? [] : ['name']),
      ...(Boolean(namespace) === kind.namespaced ? [] : ['namespace']),
      ...(Number(resourceVersion) > 0 && Number(resourceVersion) <= world.api.revision ? [] : ['resourceVersion']),
      ...(creationTimestamp ? [] : ['creationTimestamp']),
      ...(object.kind === kind.kind ? [] : ['kind']),
    ];
    uids.add(uid);
    return problems.map((problem) => `${kind.kind} ${name}: ${problem}`);
  });
}
