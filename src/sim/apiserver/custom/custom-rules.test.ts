import { describe, expect, it } from 'vitest';
import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import { createApiWorld } from '../../testing/api-world.ts';
import type { HttpResponse } from '../request.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SCALERS = '/apis/example.com/v1/namespaces/default/scalers';

const definition = (spec: object): object => ({
  metadata: { name: 'scalers.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'scalers', singular: 'scaler', kind: 'Scaler', listKind: 'ScalerList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
      },
    ],
  },
});

const SPEC = {
  type: 'object',
  required: ['min', 'max'],
  'x-kubernetes-validations': [
    { rule: 'self.min <= self.max', message: 'min must not exceed max' },
    { rule: 'self.mode == oldSelf.mode', message: 'mode stays', fieldPath: '.mode', reason: 'FieldValueForbidden' },
    { rule: 'self.max < 100', messageExpression: "'max is ' + string(self.max)" },
    { rule: '!has(self.tags) || self.tags.all(t, t != self.missing)' },
  ],
  properties: {
    min: { type: 'integer' },
    max: { type: 'integer' },
    mode: { type: 'string' },
    missing: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    share: { type: 'number', 'x-kubernetes-validations': [{ rule: 'self <= 1.0' }] },
  },
};

function establish(): (method: string, path: string, body?: object) => HttpResponse {
  const world = createApiWorld();
  const send = (method: string, path: string, body?: object): HttpResponse => {
    const headers = method === 'PATCH' ? { 'Content-Type': 'application/merge-patch+json' } : {};
    const response = world.send({ method, path, headers, ...(body ? { body } : {}) });
    world.run(1_000);
    return response;
  };
  const { code, body } = send('POST', CRDS, definition(SPEC));
  if (code !== 201) throw new Error(JSON.stringify(body));
  return send;
}

const scaler = (spec: object): object => ({
  apiVersion: 'example.com/v1',
  kind: 'Scaler',
  metadata: { name: 's' },
  spec,
});
const text = ({ code, body }: HttpResponse): unknown =>
  code < 300 ? code : (body as Status).message!.replace('Scaler.example.com "s" is invalid: ', '');

describe('the rules of a definition', () => {
  const table: readonly (readonly [string, object, unknown])[] = [
    ['pass what keeps them', { min: 1, max: 2, mode: 'a', share: 1 }, 201],
    ['say their message', { min: 3, max: 2 }, 'spec: Invalid value: "object": min must not exceed max'],
    ['compute it', { min: 1, max: 100 }, 'spec: Invalid value: "object": max is 100'],
    [
      'show themselves without one',
      { min: 1, max: 2, share: 1.5 },
      'spec.share: Invalid value: "number": failed rule: self <= 1.0',
    ],
    [
      'tell what they cannot evaluate',
      { min: 1, max: 2, tags: ['t'] },
      'spec: Invalid value: "object": no such key: missing evaluating rule: !has(self.tags) || self.tags.all(t, t != self.missing)',
    ],
    [
      'are not looked at where the schema is not kept',
      { max: 'x' },
      '[spec.max: Invalid value: "string": spec.max in body must be of type integer: "string", spec.min: Required value, <nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
    ],
  ];
  it.each(table)('%s', (_name, spec, expected) => {
    expect(text(establish()('POST', SCALERS, scaler(spec)))).toEqual(expected);
  });

  it('compare with what was before', () => {
    const send = establish();
    expect(text(send('POST', SCALERS, scaler({ min: 1, max: 2, mode: 'a' })))).toBe(201);
    expect(text(send('PATCH', `${SCALERS}/s`, { spec: { max: 3 } }))).toBe(200);
    expect(text(send('PATCH', `${SCALERS}/s`, { spec: { mode: 'b' } }))).toBe('spec.mode: Forbidden: mode stays');
  });

  it('must be readable', () => {
    const spec = { type: 'object', 'x-kubernetes-validations': [{ rule: 'self.min <= ' }] };
    const { body } = createApiWorld().send({ method: 'POST', path: CRDS, body: definition(spec) });
    expect((body as Status).message).toContain(
      'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule: Invalid value: apiextensions.ValidationRule{Rule:"self.min <= "',
    );
    expect((body as Status).message).toContain(
      "compilation failed: ERROR: <input>:1:13: Syntax error: mismatched input '<EOF>'",
    );
  });
});
