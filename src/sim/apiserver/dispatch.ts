import { type Process, wait } from '../../api/process.ts';
import type { Verb } from '../../api/request.ts';
import { ApiError, qualifiedResource } from '../../api/status.ts';
import { unavailable } from './aggregator/aggregator.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { removeCollection } from './delete-collection.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { patch } from './patch.ts';
import type { ResourceRequest, ResourceResponse } from './request.ts';
import type { Resource } from './resource.ts';
import type { Call, Server, StartedServer } from './server.ts';
import { subresourceOf } from './subresource.ts';
import { update } from './update.ts';
import { watch } from './watch.ts';

/** Serves a request of a component of the cluster. Refusals are thrown as ApiError. */
export function* dispatch(server: StartedServer, request: ResourceRequest): Process<ResourceResponse> {
  const { cause } = server.engine;
  if (!server.ready.settled) yield* wait(server.ready);
  server.authorizer.checkRequest(request);
  const call: Call = { request, resource: resourceOf(server, request), cause, warnings: [] };
  return yield* serve(server, call);
}

/** HTTP methods of the verbs, as clients name them in errors. */
const METHODS: Readonly<Record<Verb, string>> = {
  ...{ get: 'get', list: 'get', watch: 'get', create: 'post', update: 'put', patch: 'patch' },
  ...{ delete: 'delete', deletecollection: 'delete' },
};

/** A path that nobody serves is answered without a Status, so that the client makes one: it names the resource. */
function resourceOf({ resources, extensionVersions }: Server, { kind, verb }: ResourceRequest): Resource {
  const resource = resources.of(kind);
  if (resource) return resource;
  if (extensionVersions.has(`${kind.group}/${kind.version}`)) throw unavailable(verb, qualifiedResource(kind));
  throw new ApiError(404, 'NotFound', `${NOT_SERVED} (${METHODS[verb]} ${qualifiedResource(kind)})`, {});
}

const NOT_SERVED = 'the server could not find the requested resource';

/** Carries a request out. */
export function serve(server: Server, call: Call): Process<ResourceResponse> {
  const { verb, subresource } = call.request;
  if (subresource) {
    // A component may know of a kind that is defined at run time no more than its name.
    const handler = subresourceOf(call.resource.kind, subresource);
    if (!handler) throw new ApiError(404, 'NotFound', NOT_SERVED, {});
    if (!handler.verbs.includes(verb)) throw notAllowed();
    return handler.serve(server, call);
  }
  const own = server.hooksOf(call.resource).serve?.[verb];
  if (own) return own(call);
  switch (verb) {
    case 'get':
      return get(server, call);
    case 'list':
      return list(server, call);
    case 'watch':
      return watch(server, call);
    case 'create':
      return create(server, call);
    case 'update':
      return update(server, call);
    case 'patch':
      return patch(server, call);
    case 'delete':
      return remove(server, call);
    case 'deletecollection':
      return removeCollection(server, call);
  }
}

/** 405. */
export function notAllowed(): ApiError {
  const message = 'the server does not allow this method on the requested resource';
  return new ApiError(405, 'MethodNotAllowed', message, {});
}
