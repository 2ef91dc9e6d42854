import type { Verb } from '../../../api/request.ts';

/** What a resource path names. */
export interface Target {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** What follows `proxy` in the path, from its slash on. */
  readonly rest?: string;
}

/** Subresources of a namespace; every other third part of its path is a resource inside it. */
const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

/**
 * Takes the path of a resource apart: /api/v1/… or /apis/GROUP/VERSION/…. Undefined for one that is no resource's.
 * Models request.RequestInfoFactory.
 */
export function targetOf(path: string): Target | undefined {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return undefined;
  const group = core ? '' : (parts[1] ?? '');
  const [version, ...rest] = parts.slice(core ? 1 : 2);
  if (!version || rest.length === 0) return undefined;
  const proxied = /^(.*?\/(?:nodes|pods|services)\/[^/]+\/proxy)(\/.*)$/.exec(path);
  if (proxied) {
    const target = targetOf(proxied[1]!);
    return target?.subresource === 'proxy' ? { ...target, rest: proxied[2]! } : target;
  }
  const [first, second, third, ...more] = rest;
  if (first === 'namespaces' && second && third && !(more.length === 0 && NAMESPACE_SUBRESOURCES.includes(third))) {
    return { group, version, plural: third, namespace: second, ...tail(more) };
  }
  return { group, version, plural: first!, ...tail(rest.slice(1)) };
}

function tail([name, ...rest]: readonly string[]): { readonly name?: string; readonly subresource?: string } {
  return { ...(name ? { name } : {}), ...(rest.length > 0 ? { subresource: rest.join('/') } : {}) };
}

/** The verb of a method on a target; undefined for a method that resources do not know. */
export function verbOf(method: string, named: boolean, subresource: boolean, watches: boolean): Verb | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      // A watch of one object is a watch with a field selector: with a name this is no watch.
      return named ? 'get' : watches ? 'watch' : 'list';
    case 'POST':
      return !named || subresource ? 'create' : undefined;
    case 'PUT':
      return named ? 'update' : undefined;
    case 'PATCH':
      return named ? 'patch' : undefined;
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}
