import { sha256 } from '@noble/hashes/sha2.js';
import { type Descriptions, schemaNameOf, schemaOf } from '../../../api/openapi.ts';
import { isStored } from '../../../api/verbs.ts';
import { utf8Bytes } from '../../../base/utf8.ts';
import type { Resources, Served } from '../resource.ts';
import { subresourcesOf } from '../subresource.ts';
import { documentPaths, type RootOperation, rootOperations } from './document-paths.ts';
import { writtenSchema } from './openapi-schema.ts';
import { type Operation, operations } from './operations.ts';

const INFO = { title: 'Kubernetes', version: 'v1.32.13' };
/** What answers and bodies are besides objects: of every kind, and of kinds that are stored. */
const ALWAYS = ['APIResourceList'];
const STORED = ['DeleteOptions', 'Status', 'Patch', 'WatchEvent'];

/** The answer to a path below /openapi/v3; undefined for one that does not exist. */
export function openApiV3(resources: Resources, path: string, descriptions: Descriptions | undefined): unknown {
  const keys = documentKeys(resources);
  const rest = path.replace(/^\/openapi\/v3\/?/, '').replace(/\/$/, '');
  if (rest !== '') return keys.includes(rest) ? document(resources, rest, descriptions) : undefined;
  const paths: Record<string, unknown> = {};
  for (const key of keys) paths[key] = { serverRelativeURL: `/openapi/v3/${key}?hash=${hashOf(resources, key)}` };
  return { paths };
}

/** The documents that there are: one for each version of a group, and one for each other path. */
function documentKeys({ served }: Resources): readonly string[] {
  const keys = new Set(['.well-known/openid-configuration', 'api', 'apis', 'openid/v1/jwks', 'version']);
  for (const { group, version } of served) {
    if (group !== '') keys.add(`apis/${group}`);
    keys.add(keyOf(group, version));
  }
  return [...keys].sort();
}

function keyOf(group: string, version: string): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

/** Changes with the document, so that clients may keep what they have. */
function hashOf(resources: Resources, key: string): string {
  const of = resources.served.filter(({ group, version }) => keyOf(group, version) === key);
  const text = of
    .map(({ schema }) => `${schema} ${JSON.stringify(resources.extraSchemas.get(schema) ?? '')}`)
    .join('\n');
  const bytes = sha256(Uint8Array.from(utf8Bytes(`${key}\n${text}`)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

function document(resources: Resources, key: string, descriptions: Descriptions | undefined): unknown {
  const served = resources.served.filter(({ group, version }) => keyOf(group, version) === key);
  const root = rootOperations(resources).filter(({ path }) => path === `/${key}/`);
  const paths = documentPaths([...root, ...served.flatMap(operations)], {
    operation: operationObject,
    query: (name) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } }),
    path: (name) => ({ name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } }),
  });
  return { openapi: '3.0.0', info: INFO, paths, components: { schemas: schemas(resources, served, descriptions) } };
}

function schemas(
  { extraSchemas }: Resources,
  served: readonly Served[],
  descriptions: Descriptions | undefined,
): unknown {
  const written: Record<string, unknown> = {};
  const stored = served.some(({ resource }) => isStored(resource.kind));
  const pending = [
    ...served.flatMap(({ schema }) => [schema, `${schema}List`]),
    ...served.flatMap(subresourceSchemas),
    ...[...ALWAYS, ...(stored ? STORED : [])].map((name) => `io.k8s.apimachinery.pkg.apis.meta.v1.${name}`),
  ];
  const writing = { root: '#/components/schemas/', descriptions, found: (name: string) => void pending.push(name) };
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const schema = extraSchemas.get(name) ?? schemaOf(name);
    if (schema && !written[name]) written[name] = writtenSchema(name, schema, writing);
  }
  return Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The schemas of subresources that are objects of kinds of their own. */
function subresourceSchemas({ resource }: Served): readonly string[] {
  return subresourcesOf(resource.kind).flatMap(({ object }) => {
    const name = object && schemaNameOf(object);
    return name ? [name] : [];
  });
}

function operationObject(each: Operation | RootOperation): object {
  if (!('gvk' in each)) return { operationId: each.id, responses: { 200: { description: 'OK' } } };
  const { action, gvk, consumes, id, schema, method } = each;
  const reference = { $ref: `#/components/schemas/${schema}` };
  const content = Object.fromEntries(consumes.map((type) => [type, { schema: reference }]));
  const hasBody = method === 'post' || method === 'put' || method === 'patch';
  return {
    operationId: id,
    ...(hasBody ? { requestBody: { content } } : {}),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: reference } } } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
  };
}
