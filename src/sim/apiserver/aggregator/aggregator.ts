import type { APIService } from '../../../api/k8s/apiregistration-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type Process, wait } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { Future } from '../../engine/future.ts';
import { waitAtMost } from '../../engine/wait-at-most.ts';
import { ConnectionError } from '../../network/network.ts';
import type { ResourceResponse } from '../request.ts';
import { type Call, lookUp, type Server } from '../server.ts';
import { applyUpdate } from '../update.ts';
import { type Availability, availability, locate } from './availability.ts';
import type { ExtensionRequest } from './extension.ts';
import { METRICS_GROUP, METRICS_KINDS, METRICS_SCHEMAS, METRICS_VERSION } from './metrics-kinds.ts';

const USER = 'system:apiserver';
/** Every APIService is looked at again after this time at the latest. */
const RESYNC_MS = 30_000;
/** Caches hear of a change before it is acted upon. */
const NOTICE_MS = 10;
const REQUEST_TIMEOUT_MS = 60_000;
const METRICS = `${METRICS_VERSION}.${METRICS_GROUP}`;

/** What the aggregator is told of. */
export interface Aggregator {
  observe(apiService: APIService | undefined, previous: APIService | undefined): void;
}

/**
 * Serves what other API servers have registered: it keeps the Available condition of APIServices that name a Service,
 * and while it is True their resources are there, whose requests are passed on. Models kube-aggregator.
 */
export function createAggregator(server: Server): Aggregator {
  /** By name of the APIService: wakes its watcher. */
  const watched = new Map<string, Future<void>>();
  let listens = false;

  const wakeAll = (): void => {
    for (const wake of watched.values()) wake.resolve();
  };
  const listen = (): void => {
    listens = true;
    server.feed.onCommit(({ name }, event) => {
      if (name !== 'endpoints' && name !== 'services') return;
      const { metadata } = (event.object ?? event.previous)!;
      for (const each of watched.keys()) {
        const { name: service, namespace } = current(server, each)?.spec?.service ?? {};
        if (service === metadata.name && namespace === metadata.namespace) watched.get(each)!.resolve();
      }
    });
  };
  function* watch(name: string): Process<void> {
    for (;;) {
      const wake = new Future<void>();
      watched.set(name, wake);
      const apiService = current(server, name);
      if (!apiService?.spec?.service) break;
      try {
        yield* report(server, apiService, yield* availability(server, apiService));
      } catch {
        // etcd is out of reach, or somebody else wrote first: the next turn comes.
      }
      yield* waitAtMost(server.engine, wake, RESYNC_MS);
      yield NOTICE_MS;
    }
    watched.delete(name);
  }
  return {
    observe(apiService, previous) {
      const name = (apiService ?? previous)!.metadata.name!;
      const { group, version, service } = apiService?.spec ?? {};
      if (previous?.spec?.service) server.extensionVersions.delete(`${previous.spec.group}/${previous.spec.version}`);
      if (service) server.extensionVersions.add(`${group}/${version}`);
      if (name === METRICS) serveMetrics(server, service !== undefined && isAvailable(apiService!));
      if (watched.has(name)) {
        if (apiService?.spec !== previous?.spec) wakeAll();
      } else if (service) {
        if (!listens) listen();
        watched.set(name, new Future());
        server.engine.spawn(watch(name), server.scope);
      }
    },
  };
}

/** Passes a request for a resource of metrics.k8s.io on. Throws ApiError 503 while nobody answers. */
export function* passOn(server: Server, call: Call): Process<ResourceResponse> {
  const { verb, namespace = '', name = '', list = {} } = call.request;
  const { plural } = call.resource.kind;
  const apiService = current(server, METRICS);
  const found = apiService?.spec?.service ? locate(server, apiService) : undefined;
  if (!found || !('extension' in found)) throw unavailable(verb, call.resource.name);
  const { listener, host } = found.extension;
  const request: ExtensionRequest =
    verb === 'get' ? { verb, plural, namespace, name } : { verb: 'list', plural, namespace, list };
  try {
    const body = yield* wait(
      server.network.call(server.host, listener, host, request, REQUEST_TIMEOUT_MS, server.scope),
    );
    return { code: 200, body };
  } catch (error) {
    if (error instanceof ConnectionError) throw unavailable(verb, call.resource.name);
    throw error;
  }
}

/** What a client makes of the 503 of a server that does not answer. */
export function unavailable(verb: string, resource: string): ApiError {
  const method = verb === 'list' || verb === 'watch' ? 'get' : verb;
  const message = `the server is currently unable to handle the request (${method} ${resource})`;
  return new ApiError(503, 'ServiceUnavailable', message);
}

function current(server: Server, name: string): APIService | undefined {
  return lookUp(server, 'apiregistration.k8s.io', 'apiservices', '', name) as APIService | undefined;
}

function isAvailable({ status }: APIService): boolean {
  return status?.conditions?.some((each) => each.type === 'Available' && each.status === 'True') ?? false;
}

function serveMetrics({ resources, feed }: Server, serves: boolean): void {
  for (const kind of METRICS_KINDS) {
    const resource = resources.named(METRICS_GROUP, kind.plural);
    if (!serves && resource) resources.remove(resource);
    else if (serves && !resource) {
      resources.define(kind, { decoders: new Map(), schemas: METRICS_SCHEMAS }).cache.reset([], feed.revision);
    }
  }
}

/** Writes the Available condition, if it says something new. */
function* report(server: Server, { metadata }: APIService, now: Availability): Process<void> {
  const resource = server.resources.named('apiregistration.k8s.io', 'apiservices')!;
  const name = metadata.name!;
  const last = conditionOf(current(server, name));
  if (last?.status === now.status && last.reason === now.reason && last.message === now.message) return;
  const request = { verb: 'update', kind: resource.kind, user: USER, name, subresource: 'status' } as const;
  const call: Call = { request, resource, cause: server.engine.cause, warnings: [] };
  const wanted = (object: KubeObject): KubeObject => withCondition(object as APIService, now, server.timestamp());
  yield* applyUpdate(server, call, name, { rules: { whole: false }, wanted, sameUid: false });
}

function conditionOf(apiService: APIService | undefined): (Availability & { lastTransitionTime?: string }) | undefined {
  return apiService?.status?.conditions?.find(({ type }) => type === 'Available') as ReturnType<typeof conditionOf>;
}

function withCondition(apiService: APIService, now: Availability, timestamp: string): APIService {
  const before = conditionOf(apiService);
  const lastTransitionTime = before?.status === now.status ? (before.lastTransitionTime ?? timestamp) : timestamp;
  const { status, reason, message } = now;
  const next = { type: 'Available', status, lastTransitionTime, reason, message };
  const others = (apiService.status?.conditions ?? []).filter(({ type }) => type !== 'Available');
  return { ...apiService, status: { ...apiService.status, conditions: [...others, next] } };
}
