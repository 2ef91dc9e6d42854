import { type Attributes, forbiddenError } from '../auth/attributes.ts';
import { authenticate } from '../auth/authentication.ts';
import { exactFieldValue } from '../auth/exact-field-value.ts';
import { impersonate } from '../auth/impersonation.ts';
import type { User } from '../auth/user.ts';
import type { HttpRequest } from '../request.ts';
import type { Server } from '../server.ts';
import { isWatch, type Query } from './query.ts';
import type { Target } from './target.ts';

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Who sends a request, which is allowed to him; throws ApiError 401 or 403. Models the filters before the handlers. */
export function admitted(
  server: Server,
  request: HttpRequest,
  path: string,
  query: Query,
  target: Target | undefined,
): User {
  const user = impersonate(authenticate(server, request), request, server.authorizer);
  const attributes = httpAttributes(user, request, path, query, target);
  const { allowed, reason } = server.authorizer.authorize(attributes);
  if (!allowed) throw forbiddenError(attributes, reason);
  return user;
}

/** What an HTTP request wants to do. */
export function httpAttributes(
  user: User,
  request: HttpRequest,
  path: string,
  query: Query,
  target: Target | undefined,
): Attributes {
  return target ? ofTarget(user, request, query, target) : ofPath(user, request, path);
}

function ofPath(user: User, { method }: HttpRequest, path: string): Attributes {
  const verb = method.toLowerCase();
  return { user, verb, path, group: '', version: '', resource: '', subresource: '', namespace: '', name: '' };
}

function ofTarget(user: User, { method }: HttpRequest, query: Query, target: Target): Attributes {
  const { group, version, plural: resource, subresource = '', namespace } = target;
  let { name = '' } = target;
  let verb = VERBS[method] ?? '';
  const fieldSelector = query.get('fieldSelector')?.[0];
  if (verb === 'get' && name === '') {
    verb = isWatch(query) ? 'watch' : 'list';
    name = exactFieldValue(fieldSelector, 'metadata.name');
  } else if (verb === 'delete' && name === '') verb = 'deletecollection';
  const isNamespace = group === '' && resource === 'namespaces';
  return {
    user,
    verb,
    group,
    version,
    resource,
    subresource,
    namespace: isNamespace ? (target.name ?? '') : (namespace ?? ''),
    name,
    ...(fieldSelector ? { fieldSelector } : {}),
  };
}
