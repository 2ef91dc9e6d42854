import { schemaNames, schemaOf } from '../../../api/openapi.ts';
import type { Resources } from '../resource.ts';
import { withReferences } from './openapi-v3.ts';
import { operations } from './operations.ts';

/** /openapi/v2: every operation and every schema in one Swagger document. */
export function openApiV2(resources: Resources): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, action, id, gvk, query, consumes } of resources.all.flatMap(operations)) {
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
