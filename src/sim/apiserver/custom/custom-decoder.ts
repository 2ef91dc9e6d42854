import { type Decoded, decode } from '../../../api/decode.ts';
import type { KubeObject } from '../../../api/object.ts';
import { prune } from '../../../api/structural/prune.ts';
import { isObject, type Structural } from '../../../api/structural/schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** How objects of a kind that is defined at run time are read. */
export type CustomDecoder = (value: unknown, duplicateFields: readonly string[]) => Decoded<KubeObject>;

/** Reads metadata as of any object and the rest by the schema, dropping what it does not know. */
export function createDecoder(schema: Structural): CustomDecoder {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...properties } = schema.properties ?? {};
  const body: Structural = { ...schema, properties };
  return (value, duplicateFields) => {
    if (!isObject(value)) {
      const error = 'json: cannot unmarshal into Go value of type map[string]interface {}';
      return { object: value as unknown as KubeObject, strictErrors: [], error };
    }
    const { apiVersion, kind, metadata = {}, ...rest } = value;
    const meta = decode<KubeObject['metadata']>(META, metadata);
    const unknown: string[] = [];
    const fields = prune(rest, body, '', unknown) as object;
    const strictErrors = [
      ...duplicateFields.map((path) => `duplicate field "${path}"`),
      ...meta.strictErrors.map((text) => text.replace('field "', 'field "metadata.')),
      ...unknown.map((path) => `unknown field "${path}"`),
    ];
    const object = { apiVersion, kind, ...fields, metadata: meta.object } as KubeObject;
    return meta.error === undefined ? { object, strictErrors } : { object, strictErrors, error: meta.error };
  };
}
