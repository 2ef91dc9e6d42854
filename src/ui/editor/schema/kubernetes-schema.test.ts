import { Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import descriptions from '../../../api/openapi/descriptions.gen.json' with { type: 'json' };
import schemas from '../../../api/openapi/v1.32.gen.json' with { type: 'json' };
import type { Descriptions } from '../../../api/openapi.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { templates } from '../templates.ts';
import { type JsonSchema, kubernetesSchema } from './kubernetes-schema.ts';

const schema = kubernetesSchema(
  schemas as unknown as Record<string, JsonSchema>,
  descriptions as unknown as Descriptions,
);
const validator = new Validator(schema as never, '7', false);
const fits = (document: unknown): boolean => validator.validate(document).valid;

const pod = (spec: object): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
const container = (more: object): object => pod({ containers: [{ name: 'web', image: 'nginx', ...more }] });

test.each<[name: string, document: unknown, expected: boolean]>([
  ['a Pod fits', container({}), true],
  ['a port may be named', container({ readinessProbe: { httpGet: { port: 'http' } } }), true],
  ['a quantity may be a number', container({ resources: { requests: { cpu: 1 } } }), true],
  ['an unknown field does not', container({ prots: [] }), false],
  ['a value of the wrong type does not', container({ ports: [{ containerPort: 'eighty' }] }), false],
  ['a value that is none of an enum does not', container({ ports: [{ containerPort: 80, protocol: 'HTTP' }] }), false],
  ['a required field must be there', pod({}), false],
  ['a kind belongs to its group', { apiVersion: 'v1', kind: 'Deployment' }, false],
  ['a removed version is none', { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress' }, false],
  ['an object of a custom kind may have any fields', { apiVersion: 'stable.example.com/v1', kind: 'Tab', a: 1 }, true],
  ['an empty document is none', null, true],
])('%s', (_, document, expected) => {
  expect(fits(document)).toBe(expected);
});

test('every template of the editor fits', () => {
  const wrong = templates
    .filter(({ text }) => !parseDocuments(text).every(({ value }) => fits(value)))
    .map(({ id }) => id);
  expect(wrong).toEqual([]);
});

test('fields carry what kubectl explain says of them', () => {
  const definitions = schema['definitions'] as Record<string, { properties: Record<string, { description: string }> }>;
  expect(definitions['io.k8s.api.core.v1.PodSpec']!.properties['nodeName']!.description).toContain(
    'NodeName indicates',
  );
});
