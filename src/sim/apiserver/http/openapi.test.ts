import { describe, expect, it } from 'vitest';
import { createApiWorld } from '../../testing/api-world.ts';
import recorded from '../../testing/testdata/golden/openapi-v2-operations.json' with { type: 'json' };

interface Parameter {
  readonly name?: string;
}

interface OperationObject {
  readonly operationId: string;
  readonly consumes?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: object;
}

type Paths = Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;

const world = createApiWorld();
const { paths } = world.send({ path: '/openapi/v2' }).body as { paths: Paths };

/** An operation in the form of the recording, which has only the two parameters that kubectl looks for. */
function brief({ operationId, consumes, parameters = [], ...rest }: OperationObject): object {
  const query = parameters.map(({ name }) => name).filter((name) => name === 'dryRun' || name === 'fieldValidation');
  const { 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': gvk } = rest;
  return {
    operationId,
    ...(consumes ? { consumes } : {}),
    ...(action ? { action, gvk } : {}),
    ...(query.length > 0 ? { query } : {}),
  };
}

const NOT_SERVED =
  /\/(?:proxy|attach|exec|portforward|log|eviction|ephemeralcontainers)(?:\/\{path\})?$|openid|autoscaling\/v1\//;

describe('operations of /openapi/v2', () => {
  for (const [path, operations] of Object.entries(recorded.paths)) {
    const ours = paths[path];
    if (!ours && NOT_SERVED.test(path)) continue;
    it(path, () => {
      const methods = Object.entries(ours ?? {}).filter(([method]) => method !== 'parameters');
      expect(Object.fromEntries(methods.map(([method, each]) => [method, brief(each)]))).toEqual(operations);
    });
  }

  it('has no others', () => expect(Object.keys(paths).filter((path) => !(path in recorded.paths))).toEqual([]));
});

describe('/openapi/v3', () => {
  it('lists a document for each version', () => {
    const { paths: documents } = world.send({ path: '/openapi/v3' }).body as { paths: Record<string, object> };
    expect(Object.keys(documents)).toContain('apis/networking.k8s.io/v1');
    expect(Object.keys(documents)).toContain('api/v1');
    for (const key of Object.keys(documents)) expect(world.send({ path: `/openapi/v3/${key}` }).code).toBe(200);
  });

  it('says how a patch is validated, as kubectl asks before it applies', () => {
    const { body } = world.send({ path: '/openapi/v3/apis/apps/v1' });
    const document = body as { paths: Paths; components: { schemas: Record<string, object> } };
    const { patch } = document.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']!;
    expect(patch!.parameters!.map(({ name }) => name)).toEqual(['dryRun', 'fieldManager', 'fieldValidation']);
    expect(Object.keys(document.components.schemas)).toContain('io.k8s.api.core.v1.PodTemplateSpec');
  });
});
