import { schemaNames, schemaOf } from '../../../api/openapi.ts';
import type { HttpResponse } from '../request.ts';
import type { Resources } from '../resource.ts';
import { withReferences } from './openapi-v3.ts';
import { operations } from './operations.ts';

/** The type in which kubectl asks for /openapi/v2, and under which the server sends it: mime types have no @. */
const GNOSTIC_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * /openapi/v2 for a client that takes nothing but protobuf: a gnostic Document with swagger (1), info (2) and no paths
 * (8). kubectl looks there only for kinds that /openapi/v3 does not have, of which there are none.
 */
export const GNOSTIC_DOCUMENT: HttpResponse = {
  code: 200,
  headers: { 'Content-Type': GNOSTIC_TYPE },
  body: '\n\x032.0\x12\x16\n\nKubernetes\x12\x08v1.32.13B\x00',
};

/** /openapi/v2: every operation and every schema in one Swagger document. */
export function openApiV2(resources: Resources): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, action, id, gvk, query, consumes } of resources.served.flatMap(operations)) {
    paths[path] ??= {};
    paths[path]![method] = {
      operationId: id,
      ...(consumes.length > 0 ? { consumes } : {}),
      parameters: query.map((name) => ({ name, in: 'query', type: 'string', uniqueItems: true })),
      responses: { 200: { description: 'OK' } },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': gvk,
    };
  }
  const definitions = Object.fromEntries(
    schemaNames().map((name) => [name, withReferences(schemaOf(name)!, '#/definitions/', () => {})]),
  );
  return { swagger: '2.0', info: { title: 'Kubernetes', version: 'v1.32.13' }, paths, definitions };
}
