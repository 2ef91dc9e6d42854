import type { Server } from '../server.ts';

const CHECKS = ['ping', 'log', 'etcd'];

/** The answer to /healthz, /livez and /readyz: `ok`, or which check fails. */
export function health(
  server: Server,
  path: string,
  verbose: boolean,
): { readonly code: number; readonly text: string } {
  const name = path.split('/')[1]!;
  const failed = server.feed.connected ? [] : ['etcd'];
  const lines = CHECKS.map((check) =>
    failed.includes(check) ? `[-]${check} failed: reason withheld` : `[+]${check} ok`,
  );
  if (failed.length > 0) return { code: 500, text: `${lines.join('\n')}\n${name} check failed\n` };
  return { code: 200, text: verbose ? `${lines.join('\n')}\n${name} check passed\n` : 'ok' };
}

/** /version. */
export const VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.13',
  gitCommit: 'kube-orrery',
  gitTreeState: 'archive',
  buildDate: '2026-01-05T08:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'simulated/virtual',
};
