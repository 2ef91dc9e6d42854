import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { notFound } from '../../api/status.ts';
import { checkFresh } from './freshness.ts';
import type { ResourceResponse } from './request.ts';
import { keyOf } from './resource.ts';
import type { Call, Server } from './server.ts';
import { nameOf } from './update.ts';

/** GET of one object: from etcd, or from the cache if the caller is content with a resourceVersion. */
export function* get(server: Server, call: Call): Process<ResourceResponse> {
  return { code: 200, body: yield* read(server, call) };
}

/** The object that a request names. Throws ApiError 404. */
export function* read(server: Server, call: Call): Process<KubeObject> {
  const { request, resource } = call;
  const name = nameOf(call);
  const key = keyOf(resource, request.namespace, name);
  const version = request.list?.resourceVersion ?? '';
  let object: KubeObject | undefined;
  if (version === '') object = yield* server.storage.get(key);
  else {
    yield* checkFresh(server, version);
    object = resource.cache.get(key);
  }
  if (!object) throw notFound(resource.kind, name);
  return object;
}
