import { type Schema, schemaOf } from '../../../api/openapi.ts';
import type { Resources, Served } from '../resource.ts';
import { type Operation, operations } from './operations.ts';

const INFO = { title: 'Kubernetes', version: 'v1.32.13' };

/** The answer to a path below /openapi/v3; undefined for one that does not exist. */
export function openApiV3(resources: Resources, path: string): unknown {
  const groupVersions = new Map<string, Served[]>();
  for (const served of resources.served) {
    const { group, version } = served;
    const key = group ? `apis/${group}/${version}` : `api/${version}`;
    groupVersions.set(key, [...(groupVersions.get(key) ?? []), served]);
  }
  const rest = path.replace(/^\/openapi\/v3\/?/, '');
  if (rest !== '') return groupVersions.has(rest) ? document(groupVersions.get(rest)!) : undefined;
  const paths: Record<string, unknown> = {};
  for (const key of [...groupVersions.keys()].sort()) {
    paths[key] = { serverRelativeURL: `/openapi/v3/${key}?hash=v1.32` };
  }
  return { paths };
}

function document(resources: readonly Served[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of resources.flatMap(operations)) {
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method] = operationObject(operation);
  }
  const schemas: Record<string, unknown> = {};
  const names = resources.flatMap(({ schema }) => [schema, `${schema}List`]);
  const pending = [...names, 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const schema = schemaOf(name);
    if (!schema || schemas[name]) continue;
    schemas[name] = withReferences(schema, '#/components/schemas/', (reference) => pending.push(reference));
  }
  return { openapi: '3.0.0', info: INFO, paths, components: { schemas } };
}

function operationObject({ action, gvk, query, consumes, id, schema }: Operation): unknown {
  const content = Object.fromEntries(consumes.map((type) => [type, { schema: referenceTo(schema) }]));
  return {
    operationId: id,
    parameters: query.map((name) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } })),
    ...(consumes.length > 0 ? { requestBody: { content } } : {}),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: referenceTo(schema) } } } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
  };
}

function referenceTo(schema: string): unknown {
  return { $ref: `#/components/schemas/${schema}` };
}

/** A schema with its bare references written out; one with a default has to wrap its reference. */
export function withReferences(schema: Schema, root: string, found: (name: string) => void): unknown {
  const { $ref, ...rest } = schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'properties') {
      const properties = Object.entries(value as Record<string, Schema>);
      result[key] = Object.fromEntries(properties.map(([name, each]) => [name, withReferences(each, root, found)]));
    } else if (key === 'items' || key === 'additionalProperties') {
      result[key] = withReferences(value as Schema, root, found);
    } else result[key] = value;
  }
  if ($ref === undefined) return result;
  found($ref);
  const reference = { $ref: root + $ref };
  return Object.keys(result).length === 0 ? reference : { allOf: [reference], ...result };
}
