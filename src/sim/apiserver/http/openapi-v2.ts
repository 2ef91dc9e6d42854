import { type Descriptions, schemaNames, schemaOf } from '../../../api/openapi.ts';
import type { HttpResponse } from '../request.ts';
import type { Resources } from '../resource.ts';
import { documentPaths, type RootOperation, rootOperations } from './document-paths.ts';
import { writtenSchema } from './openapi-schema.ts';
import { type Operation, operations } from './operations.ts';

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
export function openApiV2(resources: Resources, descriptions: Descriptions | undefined): unknown {
  const parameter = (name: string): unknown => ({ name, in: 'query', type: 'string', uniqueItems: true });
  const paths = documentPaths([...rootOperations(resources), ...resources.served.flatMap(operations)], {
    operation,
    query: parameter,
    path: (name) => ({ name, in: 'path', required: true, type: 'string', uniqueItems: true }),
  });
  const writing = { root: '#/definitions/', descriptions, found: () => {} };
  const definitions = Object.fromEntries(
    [...schemaNames(), ...resources.extraSchemas.keys()].map((name) => [
      name,
      writtenSchema(name, resources.extraSchemas.get(name) ?? schemaOf(name)!, writing),
    ]),
  );
  return { swagger: '2.0', info: { title: 'Kubernetes', version: 'v1.32.13' }, paths, definitions };
}

function operation(each: Operation | RootOperation): object {
  const { id, consumes } = each;
  const head = {
    operationId: id,
    ...(consumes.length > 0 ? { consumes } : {}),
    responses: { 200: { description: 'OK' } },
  };
  if (!('gvk' in each)) return head;
  return { ...head, 'x-kubernetes-action': each.action, 'x-kubernetes-group-version-kind': each.gvk };
}
