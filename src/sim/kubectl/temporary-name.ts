import type { KubectlEnv } from './env.ts';

/** A path in /tmp that nobody else has. Models os.MkdirTemp, which appends a random number. */
export function temporaryName({ engine }: KubectlEnv, prefix: string, suffix = ''): string {
  return `/tmp/${prefix}${engine.random.fork(`${prefix}${engine.nowMs}`).int(2 ** 32)}${suffix}`;
}
