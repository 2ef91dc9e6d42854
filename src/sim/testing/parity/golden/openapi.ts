import { isMap } from '../../../../api/patch/json.ts';
import { type ApiWorld, createApiWorld } from '../../api-world.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type ItemResult, runItem } from '../result.ts';

type Document = Readonly<Record<string, unknown>>;

const METHODS = /^(get|put|post|patch|delete|head|options)$/;

/** What the OpenAPI documents say: schemas (v3), which documents there are (v3), operations (v2). */
const reader: GoldenReader = {
  fits: (path, data) => /(^|\/)openapi-v[23]/.test(path) || 'components' in (data as object),
  run(data, path) {
    const world = createApiWorld();
    const document = data as Document;
    if (Array.isArray(document['paths'])) return compareIndex(world, document['paths'] as string[]);
    if (document['components']) return compareSchemas(world, document, path);
    return compareOperations(world, document);
  },
};

export default reader;

function get(world: ApiWorld, path: string): Document {
  const { code, body } = world.send({ path, headers: { Accept: 'application/json' } });
  if (code !== 200 || !isMap(body)) throw new Error(`${path} is answered with ${code}`);
  return body;
}

function compareIndex(world: ApiWorld, expected: readonly string[]): ItemResult[] {
  const paths = Object.keys(get(world, '/openapi/v3')['paths'] as object);
  return expected.map((path) =>
    runItem(path, () => (paths.includes(path) ? [] : [{ path: 'paths', expected: path, actual: undefined }])),
  );
}

/** Each schema, in whichever document of ours it is. */
function compareSchemas(world: ApiWorld, document: Document, path: string): ItemResult[] {
  const expected = (document['components'] as { schemas?: Document }).schemas ?? {};
  const name = path.replace(/^.*\//, '').replace(/\.json$/, '');
  const [group = '', only] = name.split(/-(?=v\d)/);
  const all = Object.keys(get(world, '/openapi/v3')['paths'] as object);
  const parts = (each: string): readonly string[] => each.split('/');
  const documents = all.filter((each) => {
    const [root, first = '', version] = parts(each);
    if (root === 'api') return group === 'core' && first !== '';
    return version !== undefined && first.split('.')[0] === group && (only === undefined || version === only);
  });
  const ours: Record<string, unknown> = {};
  for (const each of documents) {
    const { components } = get(world, `/openapi/v3/${each}`) as { components?: { schemas?: object } };
    Object.assign(ours, components?.schemas);
  }
  return Object.entries(expected).map(([schema, want]) =>
    runItem(schema, () => differencesOf(bare(want), bare(ours[schema]))),
  );
}

/** A schema without descriptions, which the recordings lack, and without the allOf around a reference that had one. */
function bare(value: unknown, isField = false): unknown {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (!isMap(value)) return value;
  const { allOf } = value;
  const rest = Object.entries(value).filter(([key, each]) => isField || key !== 'description' || isMap(each));
  if (!isField && Array.isArray(allOf) && allOf.length === 1 && rest.length === 1) return bare(allOf[0]);
  return Object.fromEntries(rest.map(([key, each]) => [key, bare(each, !isField && key === 'properties')]));
}

function compareOperations(world: ApiWorld, document: Document): ItemResult[] {
  const ours = get(world, '/openapi/v2')['paths'] as Readonly<Record<string, Document>>;
  const paths = document['paths'] as Readonly<Record<string, Document>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.test(method))
      .map(([method, want]) =>
        runItem(`${method} ${path}`, () => differencesOf(want, operationOf(ours[path], method, want as Document))),
      ),
  );
}

/** An operation of ours in the words of the recording. */
function operationOf(path: Document | undefined, method: string, want: Document): unknown {
  const operation = path?.[method] as Document | undefined;
  if (!operation) return undefined;
  const parameters = [path?.['parameters'], operation['parameters']].flatMap(
    (each) => (each ?? []) as readonly { readonly in: string; readonly name: string }[],
  );
  const query = parameters.flatMap((each) => (each.in === 'query' ? each.name : []));
  const named = (want['query'] ?? []) as readonly string[];
  return {
    ...(operation['x-kubernetes-action'] ? { action: operation['x-kubernetes-action'] } : {}),
    ...(operation['consumes'] ? { consumes: operation['consumes'] } : {}),
    ...(operation['x-kubernetes-group-version-kind'] ? { gvk: operation['x-kubernetes-group-version-kind'] } : {}),
    operationId: operation['operationId'],
    ...(named.length > 0 ? { query: query.filter((name) => named.includes(name)).sort() } : {}),
  };
}
