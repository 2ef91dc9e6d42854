import type { CustomResourceDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import type { Schema } from '../../../api/openapi.ts';
import { schemaName, structuralOf } from './custom-kind.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const API_VERSION =
  'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources';
const KIND =
  'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds';
const METADATA =
  "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

/** The schemas of a definition's versions as OpenAPI documents have them, by name. Models controller/openapi/builder. */
export function customSchemas(crd: CustomResourceDefinition): ReadonlyMap<string, Schema> {
  const { group, names, versions } = crd.spec;
  const { kind, listKind = `${kind}List` } = names;
  const result = new Map<string, Schema>();
  for (const version of versions.filter(({ served }) => served)) {
    const name = schemaName(crd, version.name);
    const own = structuralOf(version) as unknown as Schema;
    const properties = {
      ...own.properties,
      apiVersion: { type: 'string', description: API_VERSION },
      kind: { type: 'string', description: KIND },
      metadata: { $ref: `${META}.ObjectMeta`, description: METADATA },
    } as unknown as Record<string, Schema>;
    const gvk = { group, version: version.name };
    result.set(name, { ...own, type: 'object', properties, 'x-kubernetes-group-version-kind': [{ ...gvk, kind }] });
    result.set(`${name}List`, {
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: { type: 'string' },
        items: { type: 'array', items: { $ref: name } },
        kind: { type: 'string' },
        metadata: { $ref: `${META}.ListMeta` },
      },
      'x-kubernetes-group-version-kind': [{ ...gvk, kind: listKind }],
    });
  }
  return result;
}
