import { ApiError } from '../../api/status.ts';
import { type Attributes, attributesOf } from './auth/attributes.ts';
import { authenticate } from './auth/authentication.ts';
import { impersonate } from './auth/impersonation.ts';
import { MASTERS, nodeOf, type User, userNamed } from './auth/user.ts';
import { httpAttributes } from './http/authorization.ts';
import { parseQuery } from './http/query.ts';
import { targetOf } from './http/target.ts';
import type { HttpRequest, ResourceRequest } from './request.ts';
import type { Server } from './server.ts';

/** Why a request passes the gates of the API server, or where it ends: as it would be decided now. */
export interface Passage {
  /** undefined when authentication fails. */
  readonly user: User | undefined;
  /** How the user was known. */
  readonly authentication: string;
  readonly allowed: boolean;
  /** In the authorizer's words where it has some. */
  readonly authorization: string;
}

/** Asks authentication and authorization again about a request; nothing changes by that. */
export function explain(server: Server, request: ResourceRequest | HttpRequest): Passage {
  if ('verb' in request)
    return judged(server, request.identity ?? userNamed(request.user), 'client certificate', request);
  const { headers } = request;
  const bearer = headers['Authorization'] ?? headers['authorization'];
  const means = bearer === undefined ? 'client certificate' : bearer === '' ? 'none: anonymous' : 'bearer token';
  try {
    return judged(server, impersonate(authenticate(server, request), request, server.authorizer), means, request);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { user: undefined, authentication: error.message, allowed: false, authorization: '' };
  }
}

function judged(server: Server, user: User, means: string, request: ResourceRequest | HttpRequest): Passage {
  const attributes = attributesFor(user, request);
  const { allowed, reason } = server.authorizer.authorize(attributes);
  const isAccount = user.name.startsWith('system:serviceaccount:');
  const authentication = isAccount ? 'service account token' : means;
  return { user, authentication, allowed, authorization: reason !== '' ? reason : unnamedReason(user, allowed) };
}

/** Two authorizers allow without a word. */
function unnamedReason(user: User, allowed: boolean): string {
  if (!allowed) return 'no rule allows it';
  if (user.groups.includes(MASTERS)) return `member of ${MASTERS}`;
  return nodeOf(user) === undefined ? '' : 'Node authorizer';
}

function attributesFor(user: User, request: ResourceRequest | HttpRequest): Attributes {
  if ('verb' in request) return attributesOf(user, request);
  const mark = request.path.indexOf('?');
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const query = parseQuery(mark < 0 ? '' : request.path.slice(mark + 1));
  return httpAttributes(user, request, path, query, targetOf(path));
}
