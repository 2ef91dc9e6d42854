import type { KubeObject } from '../../../api/object.ts';
import { ApiError } from '../../../api/status.ts';
import type { HttpRequest } from '../request.ts';
import { lookUp, type Server } from '../server.ts';
import { type Claims, ISSUER, readToken } from './tokens.ts';
import { ADMIN, ANONYMOUS, AUTHENTICATED, accountGroups, accountUserName, type User, userNamed } from './user.ts';

const EXTRA = 'authentication.kubernetes.io';

/**
 * Who sends an HTTP request: whom its token names, whom the connection names, else the administrator, as through
 * `kubectl proxy`; an empty Authorization header is of nobody. Throws ApiError 401.
 */
export function authenticate(server: Server, request: HttpRequest): User {
  const { headers } = request;
  const authorization = headers['Authorization'] ?? headers['authorization'];
  if (authorization === undefined) return request.user === undefined ? ADMIN : userNamed(request.user);
  if (authorization === '' || authorization === null) return ANONYMOUS;
  const token = /^Bearer +(.*)$/i.exec(authorization)?.[1];
  const user = token === undefined ? undefined : userOfToken(server, token, [ISSUER]);
  if (!user || typeof user === 'string') throw new ApiError(401, 'Unauthorized', 'Unauthorized');
  return user;
}

/** The user that a token is of; a text says why it is of none. Models the service account token authenticator. */
export function userOfToken(server: Server, token: string, audiences: readonly string[]): User | string {
  const claims = readToken(token);
  if (!claims) return 'invalid bearer token';
  const why = problemOf(server, claims, audiences);
  if (why !== undefined) return `[invalid bearer token, ${why}]`;
  const { namespace, serviceaccount, pod, node } = claims['kubernetes.io'];
  return {
    name: accountUserName(namespace, serviceaccount.name),
    uid: serviceaccount.uid,
    groups: [...accountGroups(namespace), AUTHENTICATED],
    extra: {
      [`${EXTRA}/credential-id`]: [`JTI=${claims.jti}`],
      ...(node ? { [`${EXTRA}/node-name`]: [node.name], [`${EXTRA}/node-uid`]: [node.uid] } : {}),
      ...(pod ? { [`${EXTRA}/pod-name`]: [pod.name], [`${EXTRA}/pod-uid`]: [pod.uid] } : {}),
    },
  };
}

function problemOf(server: Server, claims: Claims, audiences: readonly string[]): string | undefined {
  const now = Math.floor(server.engine.unixMs / 1000);
  if (!claims.aud.some((each) => audiences.includes(each))) {
    const texts = [claims.aud, audiences].map((list) => JSON.stringify(list).replaceAll(',', ' '));
    return `token audiences ${texts[0]} is invalid for the target audiences ${texts[1]}`;
  }
  if (claims.exp <= now) return 'service account token has expired';
  if (claims.nbf > now) return 'service account token is not valid yet';
  const { namespace, serviceaccount, pod, node, secret } = claims['kubernetes.io'];
  const same = (found: KubeObject | undefined, { uid }: { readonly uid: string }): boolean =>
    found?.metadata.uid === uid;
  if (!same(lookUp(server, '', 'serviceaccounts', namespace, serviceaccount.name), serviceaccount)) {
    return 'service account token has been invalidated';
  }
  if (secret && !same(lookUp(server, '', 'secrets', namespace, secret.name), secret)) {
    return 'service account token has been invalidated';
  }
  if (pod && !same(lookUp(server, '', 'pods', namespace, pod.name), pod)) {
    return 'service account token has been invalidated';
  }
  if (node && !pod && !same(lookUp(server, '', 'nodes', '', node.name), node)) {
    return 'service account token has been invalidated';
  }
  return undefined;
}
