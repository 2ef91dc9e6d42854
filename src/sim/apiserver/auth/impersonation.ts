import { ApiError } from '../../../api/status.ts';
import type { HttpRequest } from '../request.ts';
import type { Attributes } from './attributes.ts';
import type { Authorizer } from './authorizer.ts';
import { ANONYMOUS, AUTHENTICATED, accountGroups, accountOf, UNAUTHENTICATED, type User } from './user.ts';

const EXTRA_PREFIX = 'impersonate-extra-';
const AUTHENTICATION = 'authentication.k8s.io';

/** What the Impersonate- headers of a request ask for. */
interface Wanted {
  readonly user: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/**
 * The user as whom a request acts, if its sender may do that. A header that comes more than once is one with its values
 * joined by a line feed. Throws ApiError. Models WithImpersonation.
 */
export function impersonate(sender: User, { headers }: HttpRequest, authorizer: Authorizer): User {
  const wanted = wantedBy(headers);
  if (!wanted) return sender;
  const { user: name, uid, extra } = wanted;
  const account = accountOf(name);
  const may = (group: string, resource: string, each: string, more: Partial<Attributes> = {}): void =>
    authorizer.check({
      user: sender,
      verb: 'impersonate',
      group,
      version: group === '' ? '' : 'v1',
      resource,
      subresource: '',
      namespace: '',
      name: each,
      ...more,
    });
  if (account) may('', 'serviceaccounts', account.name, { namespace: account.namespace });
  else may('', 'users', name);
  for (const group of wanted.groups) may('', 'groups', group);
  for (const [subresource, values] of Object.entries(extra)) {
    for (const value of values) may(AUTHENTICATION, 'userextras', value, { subresource });
  }
  if (uid !== '') may(AUTHENTICATION, 'uids', uid);
  const groups = groupsOf(wanted, account?.namespace);
  return { name, groups, ...(uid ? { uid } : {}), ...(Object.keys(extra).length > 0 ? { extra } : {}) };
}

function groupsOf({ user, groups }: Wanted, namespace: string | undefined): readonly string[] {
  const all = groups.length === 0 && namespace !== undefined ? accountGroups(namespace) : groups;
  const isAnonymous = user === ANONYMOUS.name;
  const decides = isAnonymous ? [UNAUTHENTICATED] : [AUTHENTICATED, UNAUTHENTICATED];
  return all.some((group) => decides.includes(group)) ? all : [...all, isAnonymous ? UNAUTHENTICATED : AUTHENTICATED];
}

function wantedBy(headers: HttpRequest['headers']): Wanted | undefined {
  let user = '';
  let uid = '';
  let groups: readonly string[] = [];
  const extra: Record<string, readonly string[]> = {};
  for (const [header, value] of Object.entries(headers)) {
    const key = header.toLowerCase();
    if (!key.startsWith('impersonate-')) continue;
    if (key === 'impersonate-user') user = value;
    else if (key === 'impersonate-uid') uid = value;
    else if (key === 'impersonate-group') groups = value.split('\n');
    else if (key.startsWith(EXTRA_PREFIX)) extra[unescaped(key.slice(EXTRA_PREFIX.length))] = value.split('\n');
  }
  if (user !== '') return { user, uid, groups, extra };
  const orphans = [
    ...groups.map((group) => `{Group  ${group}    }`),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => `{UserExtra  ${value}  ${AUTHENTICATION}/v1  ${key}}`),
    ),
    ...(uid ? [`{UID  ${uid}  ${AUTHENTICATION}/v1  }`] : []),
  ];
  if (orphans.length === 0) return undefined;
  const why = `requested [${orphans.join(' ')}] without impersonating a user`;
  throw new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
