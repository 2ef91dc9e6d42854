import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { removeOne, warnOfPropagation } from './delete.ts';
import { readList } from './list.ts';
import type { ResourceResponse } from './request.ts';
import type { Call, Server } from './server.ts';

/** DELETE of a collection: every object that the selectors choose. Returns the list of what there was. */
export function* removeCollection(server: Server, call: Call): Process<ResourceResponse> {
  const { request } = call;
  const { limit: _all, ...list } = request.list ?? {};
  warnOfPropagation(call, request.deletion ?? {});
  const found = yield* readList(server, { ...call, request: { ...request, list } });
  for (const { metadata } of found.items) {
    const { namespace, name = '' } = metadata;
    const one: Call = { ...call, request: { ...request, name, ...(namespace ? { namespace } : {}) } };
    try {
      yield* removeOne(server, one, name, request.deletion ?? {});
    } catch (error) {
      if (!isReason(error, 'NotFound') && !isReason(error, 'Conflict')) throw error;
    }
  }
  return { code: 200, body: found };
}
