import type { KubeObject } from '../../api/object.ts';
import type { HttpResponse } from '../apiserver/request.ts';
import { createObject } from './api-cases.ts';
import { type ApiWorld, createApiWorld } from './api-world.ts';
import { differencesOf } from './parity/compare.ts';
import type { Difference } from './parity/result.ts';

/** A case of api-watch.json: a watch on ConfigMaps, requests after it began, and the events expected of it. */
export interface WatchCase {
  readonly id: string;
  readonly title: string;
  readonly given: { readonly namespace: string; readonly objects: readonly unknown[] };
  readonly when: {
    readonly watch: string;
    readonly thenRequests: readonly { readonly method: string; readonly name: string; readonly body?: unknown }[];
  };
  readonly then: { readonly events: readonly ExpectedEvent[]; readonly resourceVersionsIncrease: boolean };
}

interface ExpectedEvent {
  readonly type: string;
  readonly name: string;
  readonly data?: unknown;
  readonly labels?: unknown;
  readonly deletionTimestampSet?: boolean;
}

/** Runs a case on a fresh API server; gives what is not as expected. */
export function runWatchCase({ given, when, then }: WatchCase): Difference[] {
  const world = createApiWorld();
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: given.namespace } };
  createObject(world, namespace, '');
  const collection = `/api/v1/namespaces/${given.namespace}/configmaps`;
  const made = given.objects.map((object) => versionOf(createObject(world, object as KubeObject, given.namespace)));
  world.run(10);
  const listed = versionOf(world.send({ path: collection }));
  const path = when.watch.replace('LISTRV', listed).replace('BEFORE', made[0] ?? listed);
  const { events } = world.watch(path);
  for (const request of when.thenRequests) sendChange(world, collection, request);
  const seen = events.map(({ type, object }) => seenEvent(type, object));
  const versions = events.slice(given.objects.length).map(({ object }) => Number(object.metadata.resourceVersion));
  const increase = versions.every((version, i) => i === 0 || version > versions[i - 1]!);
  return [
    ...differencesOf(then.events, seen, 'events'),
    ...differencesOf(then.resourceVersionsIncrease, increase, 'resourceVersionsIncrease'),
  ];
}

function sendChange(
  world: ApiWorld,
  collection: string,
  { method, name, body }: WatchCase['when']['thenRequests'][number],
): void {
  const path = method === 'POST' ? collection : `${collection}/${name}`;
  const headers: Record<string, string> = method === 'PATCH' ? { 'Content-Type': 'application/merge-patch+json' } : {};
  world.send({ method, path, headers, body });
  world.run(10);
}

function versionOf({ body }: HttpResponse): string {
  return (body as KubeObject).metadata.resourceVersion!;
}

function seenEvent(type: string, object: KubeObject): ExpectedEvent {
  const { name = '', labels, deletionTimestamp } = object.metadata;
  const { data } = object as { data?: unknown };
  return {
    type,
    name,
    data,
    ...(labels ? { labels } : {}),
    ...(deletionTimestamp ? { deletionTimestampSet: true } : {}),
  };
}
