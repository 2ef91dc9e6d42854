import { expect, test } from 'vitest';
import type { WatchEvent } from '../../../api/request.ts';
import { createApiWorld } from '../../testing/api-world.ts';

// How requests that cannot be understood are refused: what v1.32 says, by what its handlers do.

const world = createApiWorld();
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
world.send({ method: 'POST', path: CONFIG_MAPS, body: { metadata: { name: 'c' }, data: { a: '1' } } });

const JSON_PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

test.each<[name: string, type: string, body: string, code: number, message: string, query?: string]>([
  [
    'a merge patch that is a list',
    MERGE,
    '[]',
    400,
    'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  ['a merge patch that is null', MERGE, 'null', 400, 'Invalid JSON Patch'],
  ['a merge patch that is cut off', MERGE, '{"data":', 400, 'error decoding patch: unexpected end of JSON input'],
  ['a strategic patch that is cut off', STRATEGIC, '{"data":', 400, 'unexpected end of JSON input'],
  [
    'a strategic patch that is a text',
    STRATEGIC,
    '"x"',
    400,
    'json: cannot unmarshal string into Go value of type map[string]interface {}',
  ],
  [
    'a JSON patch with an operation that is a text',
    JSON_PATCH,
    '["x"]',
    400,
    'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp',
  ],
  [
    'a JSON patch whose path is a number',
    JSON_PATCH,
    '[{"op":"remove","path":1}]',
    400,
    'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string',
  ],
  [
    'a JSON patch that does not apply',
    JSON_PATCH,
    '[{"op":"remove","path":"/x"}]',
    422,
    'the server rejected our request due to an error in our request',
  ],
  [
    'a key twice, strictly',
    MERGE,
    '{"data":{"a":"1","a":"2"}}',
    400,
    'strict decoding error: duplicate field "data.a"',
    '?fieldValidation=Strict',
  ],
  [
    'force without apply',
    MERGE,
    '{}',
    422,
    'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    '?force=true',
  ],
  [
    'a field manager that is too long',
    MERGE,
    '{}',
    422,
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
    `?fieldManager=${'x'.repeat(129)}`,
  ],
  [
    'wrong options together',
    MERGE,
    '{}',
    422,
    'PatchOptions.meta.k8s.io "" is invalid: [dryRun: Unsupported value: []string{"Some"}: supported values: "All", fieldValidation: Unsupported value: "Loose": supported values: "", "Ignore", "Strict", "Warn"]',
    '?dryRun=Some&fieldValidation=Loose',
  ],
])('%s is refused', (_name, type, body, code, message, query = '') => {
  const response = world.send({
    method: 'PATCH',
    path: `${CONFIG_MAPS}/c${query}`,
    headers: { 'Content-Type': type },
    body,
  });
  expect([response.code, (response.body as { message?: string }).message]).toEqual([code, message]);
});

test.each<[name: string, path: string, code: number, message: string]>([
  [
    'a resourceVersion that is no number',
    `${CONFIG_MAPS}?resourceVersion=x`,
    500,
    'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
  ],
  [
    'the same of a page',
    `${CONFIG_MAPS}?resourceVersion=x&limit=1`,
    400,
    'invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
  ],
])('%s is refused', (_name, path, code, message) => {
  const response = world.send({ path });
  expect([response.code, (response.body as { message?: string }).message]).toEqual([code, message]);
});

test('a strategic patch that is null changes nothing, and a named object is not watched', () => {
  const headers = { 'Content-Type': STRATEGIC };
  expect(world.send({ method: 'PATCH', path: `${CONFIG_MAPS}/c`, headers, body: 'null' }).code).toBe(200);
  const { code, body } = world.send({ path: `${CONFIG_MAPS}/c?watch=1` });
  expect([code, (body as { data?: unknown }).data]).toEqual([200, { a: '1' }]);
});

test('a key that a patch has twice is warned of', () => {
  const headers = { 'Content-Type': MERGE };
  const answer = world.send({ method: 'PATCH', path: `${CONFIG_MAPS}/c`, headers, body: '{"data":{"a":"1","a":"2"}}' });
  expect([answer.code, answer.headers['Warning']]).toEqual([200, '299 - "duplicate field \\"data.a\\""']);
});

test('what a request that fails is warned of is told with the refusal', () => {
  const refused = world.send({ method: 'POST', path: CONFIG_MAPS, body: { metadata: { name: '-' }, color: 1 } });
  expect([refused.code, refused.headers['Warning']]).toEqual([422, '299 - "unknown field \\"color\\""']);
  const absent = world.send({ path: '/api/v1/componentstatuses/ghost' });
  expect([absent.code, absent.headers['Warning']]).toEqual([500, '299 - "v1 ComponentStatus is deprecated in v1.19+"']);
});

test('the rows that several watches show are made once, and the first of each names the columns', () => {
  const events: WatchEvent[][] = [[], [], []];
  const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const watch = (received: WatchEvent[], query: string): void => {
    const { host } = world;
    const receiver = { host, scope: host.scope, onItem: (event: WatchEvent) => received.push(event), onEnd() {} };
    world.send({ path: `${CONFIG_MAPS}?watch=1&resourceVersion=${world.api.revision}${query}`, headers, receiver });
  };
  for (const [i, query] of ['', '', '&includeObject=Object'].entries()) watch(events[i]!, query);
  for (const name of ['t1', 't2']) world.send({ method: 'POST', path: CONFIG_MAPS, body: { metadata: { name } } });
  world.run(100);
  const tables = events.map((each) => each.map(({ object }) => object as unknown as Table));
  expect(tables.map((each) => each.map(({ columnDefinitions }) => columnDefinitions?.length))).toEqual([
    [3, undefined],
    [3, undefined],
    [3, undefined],
  ]);
  const [[, one], [, other], [, whole]] = tables as [Table[], Table[], Table[]];
  expect(one!.rows).toBe(other!.rows);
  expect([one!.rows[0]!.object.kind, whole!.rows[0]!.object.kind]).toEqual(['PartialObjectMetadata', 'ConfigMap']);
});

interface Table {
  readonly columnDefinitions: readonly unknown[] | null;
  readonly rows: readonly { readonly object: { readonly kind: string } }[];
}
