import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { ListOptions, ObjectList } from '../../api/request.ts';
import { ApiError } from '../../api/status.ts';
import { EtcdError, prefixEnd } from '../etcd/command.ts';
import { type Continuation, decodeContinue, encodeContinue } from './continue-token.ts';
import { checkFresh, parseStorageVersion } from './freshness.ts';
import { checkListOptions } from './list-options.ts';
import type { ResourceResponse } from './request.ts';
import { prefixOf, type Resource } from './resource.ts';
import { type Selection, selectionOf } from './selection.ts';
import type { Call, Server } from './server.ts';
import { stamped } from './stamp.ts';

/** GET of a collection. Models Cacher.GetList and etcd3's GetList. */
export function* list(server: Server, call: Call): Process<ResourceResponse> {
  return { code: 200, body: yield* readList(server, call) };
}

/** The objects that a request selects. Throws ApiError. */
export function* readList(server: Server, call: Call): Process<ObjectList> {
  const { request, resource } = call;
  const options = request.list ?? {};
  checkListOptions(options, false);
  const selection = selectionOf(resource, request.namespace, options, call.served?.other?.fieldLabels);
  return isFromEtcd(options)
    ? yield* fromEtcd(server, resource, selection, options)
    : yield* fromCache(server, resource, selection, options);
}

/** What the cache cannot answer: pages, and the state at one revision. Models shouldDelegateList. */
function isFromEtcd({ limit = 0, continue: token, resourceVersion = '', resourceVersionMatch }: ListOptions): boolean {
  return resourceVersionMatch === 'Exact' || !!token || (limit > 0 && resourceVersion !== '0');
}

function* fromCache(
  server: Server,
  resource: Resource,
  selection: Selection,
  { resourceVersion = '' }: ListOptions,
): Process<ObjectList> {
  if (resourceVersion === '') yield* checkFresh(server, String(yield* server.storage.currentRevision()));
  else if (resourceVersion !== '0') yield* checkFresh(server, resourceVersion);
  return listOf(resource, selected(resource, selection), { resourceVersion: String(server.feed.revision) });
}

/** The objects of the cache that a selection has, in the order of their keys. */
export function selected(
  { cache, ...resource }: Resource,
  { key, field, namespace, matches }: Selection,
): KubeObject[] {
  if (key !== undefined) {
    const object = cache.get(key);
    return object && (!matches || matches(object)) ? [object] : [];
  }
  const prefix = prefixOf({ cache, ...resource }, namespace);
  const objects = field ? cache.withField(field.path, field.value) : cache.list(prefix, prefixEnd(prefix));
  return matches ? objects.filter(matches) : objects;
}

function* fromEtcd(
  server: Server,
  resource: Resource,
  selection: Selection,
  options: ListOptions,
): Process<ObjectList> {
  const prefix = prefixOf(resource, selection.namespace);
  const limit = options.limit ?? 0;
  const page = pageOf(options);
  const items: KubeObject[] = [];
  let start = prefix + page.start;
  let revision = page.revision > 0 ? page.revision : 0;
  let remaining = page.remaining;
  // With a selector a page of etcd may hold too few: the next ones are read until the limit is met, as upstream does.
  for (;;) {
    const found = yield* rangeAt(
      server,
      page,
      { start, end: prefixEnd(prefix), limit, revision },
      remaining === undefined,
    );
    revision ||= found.revision;
    remaining = remaining === undefined ? found.count : remaining;
    for (const [i, object] of found.objects.entries()) {
      start = `${found.keys[i]!}\0`;
      remaining--;
      if (!selection.matches || selection.matches(object)) items.push(object);
      if (limit > 0 && items.length === limit) break;
    }
    const more = found.more || remaining > 0;
    if (!more || found.objects.length === 0 || limit === 0)
      return listOf(resource, items, { resourceVersion: String(revision) });
    if (items.length < limit) continue;
    const token = encodeContinue({ revision, start: start.slice(prefix.length), remaining });
    const counted = selection.matches || remaining < 0 ? {} : { remainingItemCount: remaining };
    return listOf(resource, items, { resourceVersion: String(revision), continue: token, ...counted });
  }
}

function pageOf({ continue: token, resourceVersion = '', resourceVersionMatch }: ListOptions): Continuation {
  if (token) return decodeContinue(token);
  // The newest state is not older than any revision that exists; without a word on it a page is of that revision.
  if (resourceVersionMatch === 'NotOlderThan') return { revision: 0, start: '' };
  return { revision: parseStorageVersion(resourceVersion || '0'), start: '' };
}

interface Found {
  readonly revision: number;
  readonly objects: readonly KubeObject[];
  readonly keys: readonly string[];
  readonly count: number;
  readonly more: boolean;
}

function* rangeAt(
  server: Server,
  page: Continuation,
  { start, end, limit, revision }: { start: string; end: string; limit: number; revision: number },
  counted: boolean,
): Process<Found> {
  try {
    const command = { op: 'range', key: start, rangeEnd: end, limit, revision, uncounted: !counted } as const;
    const result = yield* server.storage.range(command);
    const kvs = result.kvs!;
    const keys = kvs.map((kv) => kv.key);
    return { revision: result.revision, objects: kvs.map(stamped), keys, count: result.count!, more: result.more! };
  } catch (error) {
    if (error instanceof EtcdError && error.compactRevision > 0) throw expired(page);
    if (error instanceof ApiError && error.message.endsWith('is a future revision')) {
      const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
      const text = `Timeout: Too large resource version: ${revision}, current: ${server.feed.revision}`;
      throw new ApiError(504, 'Timeout', text, { causes, retryAfterSeconds: 1 });
    }
    throw error;
  }
}

function expired({ start, remaining }: Continuation): ApiError {
  if (start === '') return new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.');
  const token = encodeContinue({ revision: -1, start, ...(remaining === undefined ? {} : { remaining }) });
  const again =
    'You can start a new list without the continue parameter, or use the continue token in this response to retrieve ' +
    'the remainder of the results.';
  const inconsistent =
    'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
    'deleted between the time the first chunk was returned and now may show up in the list.';
  const message = `The provided continue parameter is too old to display a consistent list result. ${again} ${inconsistent}`;
  return new ApiError(410, 'Expired', message, undefined, { continue: token });
}

function listOf(
  { kind, apiVersion }: Resource,
  items: readonly KubeObject[],
  metadata: ObjectList['metadata'],
): ObjectList {
  return { kind: `${kind.kind}List`, apiVersion, metadata, items };
}
