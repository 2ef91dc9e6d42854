import type { UserInfo } from '../../../api/k8s/authentication-v1.gen.ts';
import type { User } from './user.ts';

/** A user as reviews show it. */
export function userInfo({ name, uid, groups, extra }: User): UserInfo {
  return {
    ...(name ? { username: name } : {}),
    ...(uid ? { uid } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    ...(extra ? { extra } : {}),
  };
}
