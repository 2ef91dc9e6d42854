import type { KubectlEnv } from './env.ts';
import type { Flags } from './flags.ts';

/**
 * The environment of somebody else, where `--as`, `--as-group`, `--as-uid` or `--token` ask for it: the server decides
 * whether that may be. Throws an Error for groups of nobody.
 */
export function identified(env: KubectlEnv, flags: Flags): KubectlEnv {
  const [user, groups, uid, token] = [
    flags.string('as'),
    flags.list('as-group'),
    flags.string('as-uid'),
    flags.string('token'),
  ];
  if (user === '' && (groups.length > 0 || uid !== '')) {
    throw new Error('requesting uid, groups or user-extra for kubernetes-admin without impersonating a user');
  }
  const plain = groups.length === 0 && uid === '' && token === '';
  if (plain) return user === '' ? env : { ...env, user };
  const headers = {
    ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    ...(user === '' ? {} : { 'Impersonate-User': user }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups.join('\n') }),
    ...(uid === '' ? {} : { 'Impersonate-Uid': uid }),
  };
  return {
    ...env,
    transport: (request) => env.transport({ ...request, headers: { ...request.headers, ...headers } }),
  };
}
