import type { JSONSchemaProps } from '../k8s/apiextensions-v1.gen.ts';

/** A schema of a CustomResourceDefinition, with the parts that the OpenAPI leaves open. Models apiserver/schema.Structural. */
export interface Structural extends Omit<JSONSchemaProps, 'items' | 'additionalProperties' | 'properties'> {
  readonly items?: Structural;
  readonly additionalProperties?: Structural | boolean;
  readonly properties?: Readonly<Record<string, Structural>>;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of a field of an object: its own, or that of all the others; undefined for one that is not described. */
export function schemaOfField(schema: Structural, field: string): Structural | undefined {
  const { properties, additionalProperties } = schema;
  const own = properties && Object.hasOwn(properties, field) ? properties[field] : undefined;
  return own ?? (isObject(additionalProperties) ? (additionalProperties as Structural) : undefined);
}

/** A path of field names and indexes as errors show it. */
export function pathOf(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? step : `${path}.${step}`;
}
