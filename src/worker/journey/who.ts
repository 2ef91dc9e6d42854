import type { Message } from '../../sim/engine/trace.ts';

const CONTROLLER = /^system:serviceaccount:kube-system:(.+)$/;
const NODE = /^system:node:(.+)$/;

/** The component that goes by a user name: `deployment-controller`, `kube-scheduler`, a node's name. */
export function componentOf(user: string): string {
  const named = CONTROLLER.exec(user)?.[1] ?? NODE.exec(user)?.[1];
  if (named !== undefined) return named;
  if (user === 'system:apiserver') return 'kube-apiserver';
  return user.startsWith('system:kube-') || user === 'system:cloud-controller-manager'
    ? user.slice('system:'.length)
    : user;
}

/** The user who sent a request; '' when the message is gone or is no request. */
export function userOf(message: Message | undefined): string {
  const subject = message?.subject;
  if (subject === null || typeof subject !== 'object') return '';
  if ('verb' in subject) {
    const { user, identity } = subject as { user?: string; identity?: { name: string } };
    return identity?.name ?? user ?? '';
  }
  if (!('method' in subject)) return '';
  const { user, headers = {} } = subject as { user?: string; headers?: Readonly<Record<string, string>> };
  const impersonated = headers['Impersonate-User'] ?? headers['impersonate-user'];
  return impersonated ?? user ?? 'kubernetes-admin';
}
