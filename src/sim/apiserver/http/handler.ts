import { type Process, wait } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import type { HttpRequest, HttpResponse } from '../request.ts';
import type { StartedServer } from '../server.ts';
import { negotiate, type Representation } from './accept.ts';
import { admitted } from './authorization.ts';
import { aggregated, discovery, isKnownGroup, rootPaths, SERVER_ADDRESS } from './discovery.ts';
import { health, VERSION } from './health.ts';
import { metrics } from './metrics.ts';
import { notFoundResource } from './not-found.ts';
import { GNOSTIC_DOCUMENT, openApiV2 } from './openapi-v2.ts';
import { openApiV3 } from './openapi-v3.ts';
import { isWatch, parseQuery, type Query } from './query.ts';
import { serveResource } from './resource-request.ts';
import { targetOf, verbOf } from './target.ts';
import { tokenIssuer } from './token-issuer.ts';
import { warningHeader } from './warning-header.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Makes the server's HTTP side: paths, queries, headers and JSON in, Status objects for refusals. */
export function createHandler(server: StartedServer): (request: HttpRequest) => Process<HttpResponse> {
  return function* (request) {
    const { cause } = server.engine;
    if (!isReadable(request.path)) return BAD_REQUEST;
    if (!server.ready.settled) yield* wait(server.ready);
    const warnings: string[] = [];
    try {
      return withWarnings(yield* handle(server, request, cause, warnings), warnings);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const wait = error.status.details?.retryAfterSeconds;
      const headers = wait ? { ...JSON_HEADERS, 'Retry-After': String(wait) } : JSON_HEADERS;
      return withWarnings({ code: error.code, headers, body: error.status }, warnings);
    }
  };
}

function withWarnings(response: HttpResponse, warnings: readonly string[]): HttpResponse {
  const header = warningHeader(warnings);
  return header === undefined ? response : { ...response, headers: { ...response.headers, Warning: header } };
}

/** What Go's HTTP server says of a path with a broken escape, before any handler sees it. */
const BAD_REQUEST: HttpResponse = {
  code: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' },
  body: '400 Bad Request',
};

/** What the aggregator says of a server that is not available. */
const SERVICE_UNAVAILABLE: HttpResponse = {
  code: 503,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'service unavailable\n',
};

function isReadable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path.split('?')[0]!);
    return true;
  } catch {
    return false;
  }
}

function* handle(
  server: StartedServer,
  request: HttpRequest,
  cause: number,
  warnings: string[],
): Process<HttpResponse> {
  const mark = request.path.indexOf('?');
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const query = parseQuery(mark < 0 ? '' : request.path.slice(mark + 1));
  const target = targetOf(path);
  const user = admitted(server, request, path, query, target);
  if (target) {
    const served = server.resources.find(target.group, target.version, target.plural);
    if (served) {
      const watches = isWatch(query);
      const verb = verbOf(request.method, target.name !== undefined, target.subresource !== undefined, watches);
      return yield* serveResource(server, { request, query, target, served, verb, cause, user, warnings });
    }
    if (server.extensionVersions.has(`${target.group}/${target.version}`)) return SERVICE_UNAVAILABLE;
    if (isKnownGroup(server.resources, target.group)) throw notFoundResource();
    return pageNotFound();
  }
  return fixed(server, request, path, query);
}

/** The paths that are no resources. */
function fixed(server: StartedServer, { headers }: HttpRequest, path: string, query: Query): HttpResponse {
  const { resources } = server;
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(path)) {
    const answer = health(server, path, query.has('verbose'));
    if (!answer) return pageNotFound();
    const { code, text } = answer;
    return { code, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text };
  }
  const figures = metrics(server, path);
  if (figures !== undefined) {
    return { code: 200, headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }, body: figures };
  }
  const issuer = tokenIssuer(path, SERVER_ADDRESS);
  if (issuer) return issuer;
  if (path === '/version' || path === '/version/') return json(VERSION);
  if (path === '/openapi/v2') {
    const { accept = headers['Accept'] } = headers;
    if (accept?.includes('proto-openapi') && !/application\/json|\*\/\*/.test(accept)) return GNOSTIC_DOCUMENT;
    return json(openApiV2(resources, server.descriptions));
  }
  const wanted = negotiate(headers['accept'] ?? headers['Accept']);
  if (wanted.as === 'APIGroupDiscoveryList' && /^\/apis?\/?$/.test(path))
    return aggregatedDiscovery(server, path, wanted);
  const found = path === '/' ? rootPaths(resources) : (openApiV3Of(server, path) ?? discovery(resources, path));
  if (found) return json(found);
  const [, group, version] = /^\/apis\/([^/]+)\/([^/]+)\/?$/.exec(path) ?? [];
  if (server.extensionVersions.has(`${group}/${version}`)) return SERVICE_UNAVAILABLE;
  if (group !== undefined && isKnownGroup(resources, group)) throw notFoundResource();
  return pageNotFound();
}

function openApiV3Of({ resources, descriptions }: StartedServer, path: string): unknown {
  return path.startsWith('/openapi/v3') ? openApiV3(resources, path, descriptions) : undefined;
}

function aggregatedDiscovery(server: StartedServer, path: string, { version }: Representation): HttpResponse {
  const body = aggregated(
    server.resources,
    path.startsWith('/api/') || path === '/api',
    `apidiscovery.k8s.io/${version}`,
  );
  const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  return { code: 200, headers: { 'Content-Type': type }, body };
}

function json(body: unknown): HttpResponse {
  return { code: 200, headers: JSON_HEADERS, body };
}

function pageNotFound(): HttpResponse {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { code: 404, headers, body: '404 page not found\n' };
}
