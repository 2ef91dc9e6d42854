import type { Process } from '../../../api/process.ts';
import { type Api, bodyOf } from '../client/api.ts';

/** A schema of an OpenAPI v3 document. */
export interface DocSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, DocSchema>>;
  readonly required?: readonly string[];
  readonly items?: DocSchema;
  readonly additionalProperties?: DocSchema;
  readonly allOf?: readonly DocSchema[];
  readonly enum?: readonly unknown[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** The schemas of one group and version. */
export interface SchemaDocument {
  readonly schemas: Readonly<Record<string, DocSchema>>;
}

interface Index {
  readonly paths?: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
}

/** Fetches the OpenAPI v3 document of a group and version; `undefined` if the server has none. */
export function* fetchDocument(api: Api, groupVersion: string): Process<SchemaDocument | undefined> {
  const index = bodyOf(yield* api.raw('GET', '/openapi/v3')) as Index;
  const url = index.paths?.[`${groupVersion.includes('/') ? 'apis' : 'api'}/${groupVersion}`]?.serverRelativeURL;
  if (url === undefined) return undefined;
  const document = bodyOf(yield* api.raw('GET', url)) as {
    readonly components?: { readonly schemas?: Readonly<Record<string, DocSchema>> };
  };
  return { schemas: document.components?.schemas ?? {} };
}

const PREFIX = '#/components/schemas/';

/** What a schema refers to, or itself. */
export function resolveSchema(document: SchemaDocument, schema: DocSchema): DocSchema {
  if (schema.$ref === undefined) return schema;
  return document.schemas[schema.$ref.slice(PREFIX.length)] ?? schema;
}

/** The schema of a kind. */
export function schemaOfKind(
  document: SchemaDocument,
  wanted: { readonly group: string; readonly version: string; readonly kind: string },
): DocSchema | undefined {
  return Object.values(document.schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      ({ group, version, kind }) => group === wanted.group && version === wanted.version && kind === wanted.kind,
    ),
  );
}
