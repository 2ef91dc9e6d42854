import type { Process } from '../../api/process.ts';
import { ApiError, badRequest } from '../../api/status.ts';
import { goQuote } from '../../base/go-quote.ts';
import type { Server } from './server.ts';

/** How long a read waits for the cache to reach a revision. */
const FRESH_TIMEOUT_MS = 3_000;

/** A resourceVersion as a number. Throws ApiError 400. */
export function parseVersion(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw badRequest(`Invalid value: ${goQuote(text)}: strconv.ParseUint: parsing ${goQuote(text)}: invalid syntax`);
}

/** Waits until the cache shows at least a resourceVersion. Throws ApiError 504 when it does not in three seconds. */
export function* checkFresh(server: Server, version: string): Process<void> {
  const wanted = parseVersion(version);
  if (yield* server.feed.waitFor(wanted, FRESH_TIMEOUT_MS)) return;
  throw tooLarge(wanted, server.feed.revision);
}

function tooLarge(wanted: number, current: number): ApiError {
  const text = `Too large resource version: ${wanted}, current: ${current}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  return new ApiError(504, 'Timeout', `Timeout: ${text}`, { causes, retryAfterSeconds: 1 });
}
