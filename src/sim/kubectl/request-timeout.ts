import { parseDuration } from '../../base/duration.ts';

/** Milliseconds of `--request-timeout`; 0 for never. Throws kubectl's error. */
export function requestTimeoutMs(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  try {
    return parseDuration(text);
  } catch {
    throw new Error(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    );
  }
}
