import type { Resources } from '../resource.ts';
import { nameInIds } from './operation-names.ts';
import type { Method, Operation } from './operations.ts';

/** An operation on a path that is no resource: discovery, for instance. */
export interface RootOperation {
  readonly path: string;
  readonly method: Method;
  readonly id: string;
  readonly consumes: readonly string[];
  readonly query: readonly string[];
}

const LIST_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The discovery paths of a list of groups and versions and the others that the documents have. */
export function rootOperations({ served }: Resources): readonly RootOperation[] {
  const get = (path: string, id: string, consumes: readonly string[] = LIST_TYPES): RootOperation => {
    return { path, method: 'get', id, consumes, query: [] };
  };
  const result = [
    get('/api/', 'getCoreAPIVersions'),
    get('/apis/', 'getAPIVersions'),
    get('/.well-known/openid-configuration/', 'getServiceAccountIssuerOpenIDConfiguration', []),
    get('/openid/v1/jwks/', 'getServiceAccountIssuerOpenIDKeyset', []),
    get('/version/', 'getCodeVersion', ['application/json']),
  ];
  const groups = new Set(served.map(({ group }) => group));
  const versions = new Map(served.map((each) => [each.apiVersion, each]));
  for (const group of groups) {
    if (group !== '') result.push(get(`/apis/${group}/`, `get${nameInIds(group)}APIGroup`));
  }
  for (const { group, version } of versions.values()) {
    const root = group === '' ? '/api' : `/apis/${group}`;
    result.push(get(`${root}/${version}/`, `get${nameInIds(group)}${nameInIds(version)}APIResources`));
  }
  return result;
}

/** How the parts of a document are written. */
export interface PathWriting {
  operation(operation: Operation | RootOperation): object;
  query(name: string): unknown;
  path(name: string): unknown;
}

/** The paths of a document: parameters that a path's only operation has stand with the path itself. */
export function documentPaths(
  all: readonly (Operation | RootOperation)[],
  { operation, query, path: pathParameter }: PathWriting,
): unknown {
  const byPath = new Map<string, (Operation | RootOperation)[]>();
  for (const each of all) byPath.set(each.path, [...(byPath.get(each.path) ?? []), each]);
  const paths: Record<string, unknown> = {};
  for (const path of [...byPath.keys()].sort()) {
    const ours = byPath.get(path)!;
    const alone = ours.length === 1;
    const shared = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => pathParameter(name!));
    if (alone) shared.push(...ours[0]!.query.map(query));
    const item: Record<string, unknown> = {};
    for (const each of ours) {
      const own = alone ? [] : each.query.map(query);
      item[each.method] = { ...operation(each), ...(own.length > 0 ? { parameters: own } : {}) };
    }
    if (shared.length > 0) item['parameters'] = shared;
    paths[path] = item;
  }
  return paths;
}
