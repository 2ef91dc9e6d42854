import { describe, expect, it } from 'vitest';
import { type ApiWorld, createApiWorld } from '../../testing/api-world.ts';
import recorded from '../../testing/testdata/golden/errors.json' with { type: 'json' };

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };

interface Answer {
  readonly code: number;
  readonly message?: string;
  readonly spec?: object;
  readonly status?: { readonly conditions?: readonly { type: string; status: string; reason: string }[] };
  readonly metadata?: { readonly generation?: number };
  readonly rows?: readonly { readonly cells: readonly unknown[] }[];
}

const definition = structuredClone(recorded.customResourceDefinition) as unknown as {
  spec: { names: object; versions: Record<string, unknown>[] };
};

function establish(change: (spec: typeof definition.spec) => void = () => {}): ApiWorld {
  const world = createApiWorld();
  const body = structuredClone(definition);
  change(body.spec);
  world.send({ method: 'POST', path: CRDS, body });
  world.run(1000);
  return world;
}

const widget = (spec: object, name = 'w'): object => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name },
  spec,
});

function post(world: ApiWorld, spec: object, query = ''): Answer {
  const { code, body } = world.send({ method: 'POST', path: WIDGETS + query, body: widget(spec) });
  return { ...(body as Answer), code };
}

describe('a definition', () => {
  it('gets its names accepted and is established', () => {
    const { status } = establish().send({ path: `${CRDS}/widgets.example.com` }).body as Answer;
    expect(status!.conditions!.map(({ type, status: value, reason }) => [type, value, reason])).toEqual([
      ['NamesAccepted', 'True', 'NoConflicts'],
      ['Established', 'True', 'InitialNamesAccepted'],
    ]);
  });

  it('puts its resource into discovery and OpenAPI', () => {
    const world = establish();
    const { resources } = world.send({ path: '/apis/example.com/v1' }).body as {
      resources: readonly { name: string }[];
    };
    expect(resources.map(({ name }) => name)).toEqual(['widgets']);
    const { components } = world.send({ path: '/openapi/v3/apis/example.com/v1' }).body as {
      components: { schemas: Record<string, { properties: object }> };
    };
    expect(Object.keys(components.schemas['com.example.v1.Widget']!.properties).sort()).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
    ]);
  });

  it('is served again by a new process of the API server, objects and all', () => {
    const world = establish();
    post(world, { size: 3 });
    world.restartApi();
    expect((world.send({ path: `${WIDGETS}/w` }).body as Answer).spec).toEqual({ size: 3 });
  });

  it('takes its objects along when it is deleted', () => {
    const world = establish();
    post(world, { size: 3 });
    world.send({ method: 'DELETE', path: `${CRDS}/widgets.example.com` });
    world.run(10_000);
    expect(world.send({ path: `${CRDS}/widgets.example.com` }).code).toBe(404);
    expect(world.send({ path: WIDGETS }).code).toBe(404);
  });

  it('has to wait while another has its names', () => {
    const world = establish();
    const body = structuredClone(definition) as unknown as { metadata: object; spec: { names: object } };
    body.metadata = { name: 'gadgets.example.com' };
    body.spec.names = { plural: 'gadgets', kind: 'Widget' };
    world.send({ method: 'POST', path: CRDS, body });
    world.run(1000);
    const { status } = world.send({ path: `${CRDS}/gadgets.example.com` }).body as Answer;
    expect(status!.conditions!.map(({ type, status: value, reason }) => [type, value, reason])).toEqual([
      ['NamesAccepted', 'False', 'ListKindConflict'],
      ['Established', 'False', 'NotAccepted'],
    ]);
  });
});

describe('an object of a defined kind', () => {
  const prefix = 'Widget.example.com "w" is invalid: ';
  const refusals: readonly (readonly [string, object, string])[] = [
    ['must have what is required', {}, 'spec.size: Required value'],
    [
      'has values of the right types',
      { size: 'big' },
      'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    [
      'keeps to the limits',
      { size: 11 },
      'spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10',
    ],
    [
      'has one of the values of an enumeration',
      { size: 1, color: 'green' },
      'spec.color: Unsupported value: "green": supported values: "red", "blue"',
    ],
  ];
  it.each(refusals)('%s', (_name, spec, message) => {
    const { code, message: text } = post(establish(), spec);
    expect([code, text]).toEqual([422, prefix + message]);
  });

  it('loses fields that are not in the schema, or is refused for them', () => {
    const world = establish();
    const strict = post(world, { size: 1, extra: true }, '?fieldValidation=Strict');
    const text =
      'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.extra"';
    expect([strict.code, strict.message]).toEqual([400, text]);
    expect(post(world, { size: 1, extra: true }).spec).toEqual({ size: 1 });
  });

  it('is printed in the columns of its definition', () => {
    const world = establish(({ versions }) => {
      versions[0]!['additionalPrinterColumns'] = [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }];
    });
    post(world, { size: 7 });
    const { rows } = world.send({ path: WIDGETS, headers: { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } })
      .body as Answer;
    expect(rows!.map(({ cells }) => cells)).toEqual([['w', 7]]);
  });

  it('has a status and a scale of its own if the definition says so', () => {
    const world = establish(({ versions }) => {
      const paths = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' };
      versions[0]!['subresources'] = { status: {}, scale: paths };
      const schema = versions[0]!['schema'] as { openAPIV3Schema: { properties: Record<string, object> } };
      schema.openAPIV3Schema.properties['status'] = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    });
    post(world, { size: 2 });
    const patch = (path: string, body: object): Answer =>
      world.send({ method: 'PATCH', path: `${WIDGETS}/w${path}`, headers: MERGE, body }).body as Answer;
    expect(patch('', { status: { size: 1 } })).not.toHaveProperty('status');
    expect(patch('/status', { status: { size: 1 }, spec: { size: 9 } })).toMatchObject({
      status: { size: 1 },
      spec: { size: 2 },
    });
    expect(patch('/scale', { spec: { replicas: 5 } })).toMatchObject({
      spec: { replicas: 5 },
      status: { replicas: 1 },
    });
    const { spec, metadata } = world.send({ path: `${WIDGETS}/w` }).body as Answer;
    expect([spec, metadata!.generation]).toEqual([{ size: 5 }, 2]);
  });
});

describe('a version that is deprecated', () => {
  const warning = (own: object): string | undefined => {
    const world = establish((spec) => {
      const [stored] = spec.versions;
      spec.versions = [
        { ...stored, name: 'v1' },
        { ...stored, name: 'v1beta1', storage: false, deprecated: true, ...own },
        { ...stored, name: 'v1beta2', storage: false },
      ];
    });
    return world.send({ path: '/apis/example.com/v1beta1/namespaces/default/widgets/ghost' }).headers['Warning'];
  };
  it('is warned of with the best one that is not', () => {
    expect(warning({})).toBe('299 - "example.com/v1beta1 Widget is deprecated; use example.com/v1 Widget"');
  });
  it('is warned of in its own words', () => {
    expect(warning({ deprecationWarning: 'Old.' })).toBe('299 - "Old."');
  });
});
