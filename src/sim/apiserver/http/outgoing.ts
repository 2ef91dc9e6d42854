import { encode } from '../../../api/encode.ts';
import type { ObjectList } from '../../../api/request.ts';

/** An object or list as it goes out: with the empty fields that Go writes, items without kind and version. */
export function outgoing(schema: string, body: unknown): unknown {
  const { items } = body as ObjectList;
  if (!items) return encode(schema, body);
  const stripped = items.map((item) => {
    const { apiVersion: _version, kind: _kind, ...rest } = encode(schema, item) as Record<string, unknown>;
    return rest;
  });
  return { ...(body as ObjectList), items: stripped };
}
