/** Who asks. Models user.Info of k8s.io/apiserver. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Members may do everything. */
export const MASTERS = 'system:masters';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
export const NODES = 'system:nodes';
/** Who has not said who it is. */
export const ANONYMOUS: User = { name: 'system:anonymous', groups: [UNAUTHENTICATED] };
/** Who asks when nothing says otherwise: the administrator, with the credentials of the kubeconfig. */
export const ADMIN: User = { name: 'kubernetes-admin', uid: 'admin', groups: [MASTERS, AUTHENTICATED] };

const ACCOUNT_PREFIX = 'system:serviceaccount:';
const NODE_PREFIX = 'system:node:';

/**
 * The user that a name stands for: components, nodes, service accounts and people have the groups that their
 * certificates or tokens would give them.
 */
export function userNamed(name: string): User {
  switch (name) {
    case ADMIN.name:
      return ADMIN;
    case ANONYMOUS.name:
      return ANONYMOUS;
    case 'system:apiserver':
      return { name, groups: [MASTERS, AUTHENTICATED] };
    default:
      break;
  }
  const account = accountOf(name);
  if (account) return { name, groups: [...accountGroups(account.namespace), AUTHENTICATED] };
  return { name, groups: nodeNameOf(name) === undefined ? [AUTHENTICATED] : [NODES, AUTHENTICATED] };
}

/** The user name of a service account. */
export function accountUserName(namespace: string, name: string): string {
  return `${ACCOUNT_PREFIX}${namespace}:${name}`;
}

/** The groups of every service account of a namespace, without system:authenticated. */
export function accountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** The service account that a user name is of. Models serviceaccount.SplitUsername. */
export function accountOf(userName: string): { readonly namespace: string; readonly name: string } | undefined {
  if (!userName.startsWith(ACCOUNT_PREFIX)) return undefined;
  const parts = userName.slice(ACCOUNT_PREFIX.length).split(':');
  const [namespace, name] = parts;
  return parts.length === 2 && namespace && name ? { namespace, name } : undefined;
}

/** The node that a user is: by its name and group. Models nodeidentifier. */
export function nodeOf({ name, groups }: User): string | undefined {
  return groups.includes(NODES) ? nodeNameOf(name) : undefined;
}

function nodeNameOf(userName: string): string | undefined {
  return userName.startsWith(NODE_PREFIX) ? userName.slice(NODE_PREFIX.length) : undefined;
}
