import type { Process } from '../../api/process.ts';
import { ApiError, badRequest } from '../../api/status.ts';
import { goQuote } from '../../base/go-quote.ts';
import type { Server } from './server.ts';

/** How long a read waits for the cache to reach a revision. */
const FRESH_TIMEOUT_MS = 3_000;

/** A resourceVersion as a number. Throws the ApiError 500 that upstream's cache answers one with that is none. */
export function parseVersion(text: string): number {
  const problem = versionProblem(text);
  if (problem === undefined) return Number(text);
  throw new ApiError(500, '', problem);
}

/** The same for what etcd answers itself. Throws ApiError 400. */
export function parseStorageVersion(text: string): number {
  const problem = versionProblem(text);
  if (problem === undefined) return Number(text);
  throw badRequest(`invalid resource version: ${problem}`);
}

/** What is wrong with a resourceVersion. Models APIObjectVersioner.ParseResourceVersion. */
function versionProblem(text: string): string | undefined {
  if (/^\d+$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER) return undefined;
  const why = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
  return `resourceVersion: Invalid value: ${goQuote(text)}: strconv.ParseUint: parsing ${goQuote(text)}: ${why}`;
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
