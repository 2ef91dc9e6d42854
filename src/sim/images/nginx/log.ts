import { rfc3339 } from '../../../base/time.ts';

/** A time as nginx' log of errors shows it. */
export function nginxTime(unixMs: number): string {
  const text = rfc3339(unixMs);
  return `${text.slice(0, 10).replaceAll('-', '/')} ${text.slice(11, 19)}`;
}
