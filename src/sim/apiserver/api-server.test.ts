import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { ObjectList, WatchEvent } from '../../api/request.ts';
import { createEtcd } from '../etcd/etcd.ts';
import { type ApiWorld, createApiWorld } from '../testing/api-world.ts';
import type { HttpResponse } from './request.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };

const configMap = (name: string, data: object = { a: '1' }): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

function create(world: ApiWorld, name: string, metadata: object = {}): KubeObject {
  const body = { ...configMap(name), metadata: { name, ...metadata } };
  return world.send({ method: 'POST', path: MAPS, body }).body as KubeObject;
}

const names = ({ body }: HttpResponse): string[] => (body as ObjectList).items.map(({ metadata }) => metadata.name!);
const shown = (events: readonly WatchEvent[]): string[] =>
  events.map(
    ({ type, object }) => `${type} ${object.metadata?.name ?? (object as { message?: string }).message ?? ''}`,
  );
const message = ({ body }: HttpResponse): string => (body as { message: string }).message;

describe('a list', () => {
  it('comes in pages that show the state at the first one', () => {
    const world = createApiWorld();
    for (const name of ['a', 'b', 'c', 'd', 'e']) create(world, name);
    const first = world.send({ path: `${MAPS}?limit=2` });
    const { metadata } = first.body as ObjectList;
    create(world, 'bb');
    world.send({ method: 'DELETE', path: `${MAPS}/d` });
    const second = world.send({ path: `${MAPS}?limit=2&continue=${metadata.continue}` });
    const rest = world.send({ path: `${MAPS}?limit=2&continue=${(second.body as ObjectList).metadata.continue}` });
    expect([names(first), names(second), names(rest)]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect([metadata.remainingItemCount, (second.body as ObjectList).metadata.remainingItemCount]).toEqual([3, 1]);
    expect((rest.body as ObjectList).metadata.continue).toBeUndefined();
  });

  it('goes on inconsistently when its history has been compacted', () => {
    const world = createApiWorld();
    for (const name of ['a', 'b', 'c']) create(world, name);
    const { metadata } = world.send({ path: `${MAPS}?limit=1` }).body as ObjectList;
    for (const name of ['d', 'e']) {
      create(world, name);
      world.run(310_000);
    }
    const gone = world.send({ path: `${MAPS}?limit=1&continue=${metadata.continue}` });
    expect([gone.code, message(gone).slice(0, 72)]).toEqual([
      410,
      'The provided continue parameter is too old to display a consistent list ',
    ]);
    const token = (gone.body as ObjectList).metadata.continue;
    expect(names(world.send({ path: `${MAPS}?continue=${token}` }))).toEqual(['b', 'c', 'd', 'e']);
  });

  it('with a selector fills its pages', () => {
    const world = createApiWorld();
    for (const name of ['a', 'b', 'c', 'd']) create(world, name, { labels: { odd: String('ac'.includes(name)) } });
    const page = world.send({ path: `${MAPS}?limit=2&labelSelector=odd%3Dfalse` });
    expect(names(page)).toEqual(['b', 'd']);
  });

  it('in pages is of the newest state where it only must not be older, and of the one named without a word on it', () => {
    const world = createApiWorld();
    const first = create(world, 'a').metadata.resourceVersion!;
    create(world, 'b');
    const paths = [`&resourceVersionMatch=NotOlderThan`, `&resourceVersionMatch=Exact`, ''];
    const lists = paths.map((match) => names(world.send({ path: `${MAPS}?limit=5&resourceVersion=${first}${match}` })));
    expect(lists).toEqual([['a', 'b'], ['a'], ['a']]);
  });

  it('as a Table has a row for each object', () => {
    const world = createApiWorld();
    create(world, 'a');
    const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
    const { kind, rows, columnDefinitions } = world.send({ path: MAPS, headers }).body as {
      kind: string;
      rows: { cells: unknown[]; object: KubeObject }[];
      columnDefinitions: { name: string }[];
    };
    expect(columnDefinitions.map(({ name }) => name)).toEqual(['Name', 'Data', 'Age']);
    expect([kind, rows.map(({ cells, object }) => [...cells, object.kind])]).toEqual([
      'Table',
      [['a', 1, '0s', 'PartialObjectMetadata']],
    ]);
  });
});

describe('a watch', () => {
  it('is told that it is too old when its events are forgotten', () => {
    const world = createApiWorld();
    const { metadata } = create(world, 'a');
    for (let i = 0; i < 110; i++) create(world, `b-${i}`);
    world.run(80_000);
    create(world, 'c');
    world.run(10);
    const { events, ended } = world.watch(`${MAPS}?watch=1&resourceVersion=${metadata.resourceVersion}`);
    world.run(10);
    expect(shown(events)).toEqual([expect.stringMatching(/^ERROR too old resource version: \d+ \(\d+\)$/)]);
    expect(ended()).toBe(true);
  });

  it('ends after its time-out, with a bookmark before', () => {
    const world = createApiWorld();
    const { events, ended } = world.watch(`${MAPS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=90`);
    world.run(89_000);
    expect([events.map(({ type }) => type), ended()]).toEqual([['BOOKMARK', 'BOOKMARK'], false]);
    world.run(2_000);
    expect(ended()).toBe(true);
  });

  it('with initial events marks where they end', () => {
    const world = createApiWorld();
    create(world, 'a');
    const options = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const { events } = world.watch(`${MAPS}?watch=1&${options}`);
    world.run(10);
    expect(shown(events)).toEqual(['ADDED a', 'BOOKMARK ']);
    expect(events[1]!.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
  });

  it('of one value of a field sees objects come and go', () => {
    const world = createApiWorld();
    const pods = '/api/v1/namespaces/default/pods';
    const { events } = world.watch('/api/v1/pods?watch=1&fieldSelector=spec.nodeName%3Dn1');
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    world.send({ method: 'POST', path: pods, body: pod });
    const target = { apiVersion: 'v1', kind: 'Node', name: 'n1' };
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'p' }, target };
    world.send({ method: 'POST', path: `${pods}/p/binding`, body: binding });
    world.send({ method: 'DELETE', path: `${pods}/p?gracePeriodSeconds=0` });
    world.run(10);
    expect(shown(events)).toEqual(['ADDED p', 'MODIFIED p', 'DELETED p']);
  });
});

describe('when etcd is down', () => {
  it('writes fail, reads from the cache work, and watches go on when it is back', () => {
    const world = createApiWorld();
    create(world, 'a');
    const { events } = world.watch(`${MAPS}?watch=1`);
    world.etcd.scope.kill();
    const write = world.send({ method: 'POST', path: MAPS, body: configMap('b') });
    const cached = world.send({ path: `${MAPS}?resourceVersion=0` });
    expect([write.code, message(write), names(cached)]).toEqual([
      500,
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"',
      ['a'],
    ]);
    world.run(10);
    expect(world.send({ path: '/readyz' }).code).toBe(500);
    const { engine, network, host, etcd } = world;
    const scope = host.scope.child('etcd');
    world.etcd = createEtcd({ engine, network, host, scope, random: engine.random, store: etcd.store });
    world.run(2_000);
    create(world, 'c');
    world.run(10);
    expect([shown(events), world.send({ path: '/readyz' }).body]).toEqual([['ADDED a', 'ADDED c'], 'ok']);
  });
});

describe('a write', () => {
  it('that changes nothing keeps the resourceVersion and wakes nobody', () => {
    const world = createApiWorld();
    const before = create(world, 'a');
    const { events } = world.watch(`${MAPS}?watch=1&resourceVersion=${before.metadata.resourceVersion}`);
    const same = world.send({ method: 'PUT', path: `${MAPS}/a`, body: configMap('a') }).body as KubeObject;
    world.run(10);
    expect([same.metadata.resourceVersion, events]).toEqual([before.metadata.resourceVersion, []]);
  });

  it('knows the message that caused it', () => {
    const world = createApiWorld();
    const causes: number[] = [];
    world.api.onCommit(({ cause }) => causes.push(cause));
    world.engine.cause = 77;
    const { metadata } = create(world, 'a');
    world.run(10);
    expect([causes, world.api.causeOf(Number(metadata.resourceVersion))]).toEqual([[77], 77]);
  });

  it('as a dry run stores nothing', () => {
    const world = createApiWorld();
    create(world, 'a');
    const patch = { method: 'PATCH', headers: MERGE, body: { data: { a: '2' } } };
    const dry = world.send({ ...patch, path: `${MAPS}/a?dryRun=All` }).body as { data: unknown };
    world.send({ method: 'DELETE', path: `${MAPS}/a?dryRun=All` });
    const after = world.send({ path: `${MAPS}/a` }).body as { data: unknown };
    expect([dry.data, after.data]).toEqual([{ a: '2' }, { a: '1' }]);
  });
});

describe('a delete', () => {
  const remove = (world: ApiWorld, query: string): KubeObject =>
    world.send({ method: 'DELETE', path: `${MAPS}/a?${query}` }).body as KubeObject;

  it.each([
    ['in the foreground waits for its dependents', 'propagationPolicy=Foreground', ['foregroundDeletion']],
    ['that orphans waits for the collector', 'propagationPolicy=Orphan', ['orphan']],
    ['in the old words for it does too', 'orphanDependents=true', ['orphan']],
  ])('%s', (_, query, finalizers) => {
    const world = createApiWorld();
    create(world, 'a');
    const { metadata } = remove(world, query);
    expect([metadata.finalizers, metadata.deletionGracePeriodSeconds]).toEqual([finalizers, 0]);
    world.send({ method: 'PATCH', path: `${MAPS}/a`, headers: MERGE, body: { metadata: { finalizers: null } } });
    expect(world.send({ path: `${MAPS}/a` }).code).toBe(404);
  });

  it('of a collection takes those that are selected', () => {
    const world = createApiWorld();
    for (const name of ['a', 'b', 'c']) create(world, name, { labels: { keep: String(name === 'b') } });
    const gone = world.send({ method: 'DELETE', path: `${MAPS}?labelSelector=keep%3Dfalse` });
    expect([names(gone), names(world.send({ path: MAPS }))]).toEqual([['a', 'c'], ['b']]);
  });

  it('of a namespace waits until it is finalized', () => {
    const world = createApiWorld();
    const path = '/api/v1/namespaces/team';
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } };
    world.send({ method: 'POST', path: '/api/v1/namespaces', body });
    const first = world.send({ method: 'DELETE', path }).body as KubeObject & { status: unknown };
    expect([first.status, !!first.metadata.deletionTimestamp]).toEqual([{ phase: 'Terminating' }, true]);
    const again = world.send({ method: 'DELETE', path });
    expect([again.code, (again.body as KubeObject).kind]).toEqual([200, 'Namespace']);
    const { metadata } = again.body as KubeObject;
    world.send({ method: 'PUT', path: `${path}/finalize`, body: { ...body, metadata, spec: {} } });
    expect(world.send({ path }).code).toBe(404);
  });
});

it('Events go after an hour', () => {
  const world = createApiWorld();
  const path = '/api/v1/namespaces/default/events';
  const involvedObject = { kind: 'Pod', namespace: 'default', name: 'p' };
  const body = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' }, involvedObject, reason: 'R', message: 'm' };
  world.send({ method: 'POST', path, body });
  world.run(3_590_000);
  expect(names(world.send({ path }))).toEqual(['e']);
  world.run(100_000);
  expect(names(world.send({ path }))).toEqual([]);
});

it('cluster IPs and node ports are free again when their Service has gone', () => {
  const world = createApiWorld();
  const path = '/api/v1/namespaces/default/services';
  const spec = { type: 'NodePort', clusterIP: '10.96.7.7', ports: [{ port: 80, nodePort: 30_100 }] };
  const service = (name: string): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
  const codes = [
    world.send({ method: 'POST', path, body: service('a') }).code,
    world.send({ method: 'POST', path, body: service('b') }).code,
    world.send({ method: 'DELETE', path: `${path}/a` }).code,
  ];
  world.run(2_000);
  codes.push(world.send({ method: 'POST', path, body: service('b') }).code);
  expect(codes).toEqual([201, 422, 200, 201]);
});

it('the same seed gives the same uids and addresses', () => {
  const state = (): string => JSON.stringify(createApiWorld().api.snapshot());
  expect(state()).toBe(state());
});
