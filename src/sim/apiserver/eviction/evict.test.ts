import { expect, test } from 'vitest';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import { type ApiWorld, createApiWorld } from '../../testing/api-world.ts';
import type { HttpResponse } from '../request.ts';

const PODS = '/api/v1/namespaces/default/pods';
const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };

const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const unready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };
const budget = { disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2, observedGeneration: 1 };
const spent = { ...budget, disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 2 };

/** A Pod on a node and its budget, each with a status. */
function worldOf(pod: object, status: object, spec: object = {}): ApiWorld {
  const world = createApiWorld();
  const patch = (path: string, body: object): void => {
    expect(world.send({ method: 'PATCH', path: `${path}/status`, headers: MERGE, body: { status: body } }).code).toBe(
      200,
    );
  };
  const podBody = {
    metadata: { name: 'p', labels: { app: 'web' } },
    spec: { nodeName: 'n', containers: [{ name: 'c', image: 'app:v1' }] },
  };
  const budgetBody = {
    metadata: { name: 'b' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } }, ...spec },
  };
  expect(world.send({ method: 'POST', path: PODS, body: podBody }).code).toBe(201);
  expect(world.send({ method: 'POST', path: BUDGETS, body: budgetBody }).code).toBe(201);
  patch(`${PODS}/p`, pod);
  patch(`${BUDGETS}/b`, status);
  return world;
}

const evict = (world: ApiWorld, body: object = {}, query = ''): HttpResponse =>
  world.send({ method: 'POST', path: `${PODS}/p/eviction${query}`, body: { metadata: { name: 'p' }, ...body } });

const podIn = (world: ApiWorld): Pod => world.send({ path: `${PODS}/p` }).body as Pod;
const budgetIn = (world: ApiWorld): PodDisruptionBudget =>
  world.send({ path: `${BUDGETS}/b` }).body as PodDisruptionBudget;

/** The answer's code and text, whether the Pod goes, and how many disruptions are left. */
function outcome(world: ApiWorld, { code, body }: HttpResponse): readonly unknown[] {
  const { message, details } = body as { message?: string; details?: { causes?: { message: string }[] } };
  const text = details?.causes?.[0]?.message ?? message ?? '';
  return [
    code,
    text,
    podIn(world).metadata.deletionTimestamp !== undefined,
    budgetIn(world).status?.disruptionsAllowed,
  ];
}

test.each<readonly [string, () => ApiWorld, object, string, readonly unknown[]]>([
  ['a healthy Pod costs a disruption', () => worldOf(ready, budget), {}, '', [201, '', true, 0]],
  [
    'an unready Pod goes for nothing while enough are healthy',
    () => worldOf(unready, { ...budget, disruptionsAllowed: 0 }),
    {},
    '',
    [201, '', true, 0],
  ],
  [
    'an unready Pod waits while too few are healthy',
    () => worldOf(unready, spent),
    {},
    '',
    [429, 'The disruption budget b needs 2 healthy pods and has 1 currently', false, 0],
  ],
  [
    'an unready Pod always goes if the budget says so',
    () => worldOf(unready, spent, { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    {},
    '',
    [201, '', true, 0],
  ],
  ['a dry run changes nothing', () => worldOf(ready, budget), {}, '?dryRun=All', [201, '', false, 1]],
  [
    'a dry run may be asked for in the body',
    () => worldOf(ready, budget),
    { deleteOptions: { dryRun: ['All'] } },
    '',
    [201, '', false, 1],
  ],
  [
    'a dry run meets the budget too',
    () => worldOf(ready, spent),
    {},
    '?dryRun=All',
    [429, 'The disruption budget b needs 2 healthy pods and has 1 currently', false, 0],
  ],
  [
    'another Pod of the same name is not meant',
    () => worldOf(ready, budget),
    { deleteOptions: { preconditions: { uid: 'x' } } },
    '',
    [409, expect.stringContaining('the UID in the precondition (x) does not match the UID in record ('), false, 0],
  ],
  [
    'the name is that of the path',
    () => worldOf(ready, budget),
    { metadata: { name: 'q' } },
    '',
    [400, 'name in URL does not match name in Eviction object', false, 1],
  ],
])('%s', (_title, make, body, query, expected) => {
  const world = make();
  expect(outcome(world, evict(world, body, query))).toEqual(expected);
});

test('the last disruption is noted in the budget and on the Pod', () => {
  const world = worldOf(ready, budget);
  evict(world, { deleteOptions: { gracePeriodSeconds: 5 } });
  const { status } = budgetIn(world);
  expect(status).toEqual({
    ...budget,
    disruptionsAllowed: 0,
    disruptedPods: { p: expect.stringMatching(/Z$/) },
    conditions: [
      {
        type: 'DisruptionAllowed',
        status: 'False',
        observedGeneration: 1,
        lastTransitionTime: status!.disruptedPods!['p'],
        reason: 'InsufficientPods',
        message: '',
      },
    ],
  });
  const pod = podIn(world);
  expect(pod.metadata.deletionGracePeriodSeconds).toBe(5);
  expect(pod.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  });
});

test('a refusal that will not last says when to come again', () => {
  const world = worldOf(ready, { ...budget, observedGeneration: 0 });
  const { code, headers } = evict(world);
  expect([code, headers['Retry-After']]).toEqual([429, '10']);
});

test('of two evictions at once, the one that finds the budget changed looks at it again', () => {
  const world = worldOf(ready, budget);
  const { metadata: _p, ...rest } = podIn(world);
  const second = { ...rest, metadata: { name: 'q', labels: { app: 'web' } }, status: undefined };
  expect(world.send({ method: 'POST', path: PODS, body: second }).code).toBe(201);
  world.send({ method: 'PATCH', path: `${PODS}/q/status`, headers: MERGE, body: { status: ready } });
  const start = world.engine.unixMs;
  const answers = ['p', 'q'].map((name) => {
    const request = { method: 'POST', path: `${PODS}/${name}/eviction`, headers: {}, body: { metadata: { name } } };
    return world.engine.spawn(world.api.handle(request), world.host.scope);
  });
  expect(answers.map((answer) => world.settle(answer).code).sort()).toEqual([201, 429]);
  expect(world.engine.unixMs - start).toBeGreaterThan(500);
});
