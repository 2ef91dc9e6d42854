import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Api, Target } from '../client/api.ts';
import { NAMESPACES } from '../client/known.ts';
import { type AnyObject, type ApiResource, groupVersion, kindName, resourceText } from '../client/resource.ts';

/** One object that a command works on: from a file, from the command line or from a list. */
export interface Info {
  readonly resource: ApiResource;
  /** '' for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
  /** The file it comes from, `STDIN`, or ''. */
  readonly source: string;
  readonly object?: AnyObject;
}

/** Where an object is on the server. */
export function targetOf(info: Info, subresource?: string): Target {
  const { resource, namespace, name } = info;
  return { resource, namespace, name, ...(subresource ? { subresource } : {}) };
}

/** The object as the server has it now. Models resource.Info.Get. */
export function* latest(api: Api, info: Info, subresource?: string): Process<Info & { readonly object: AnyObject }> {
  return { ...info, object: yield* orNamespace(api, info, api.get(targetOf(info, subresource))) };
}

/** A request for an object; where that is not there, nor its namespace, the error is about the namespace. */
export function* orNamespace<T>(api: Api, { namespace }: Info, request: Process<T>): Process<T> {
  try {
    return yield* request;
  } catch (error) {
    if (isReason(error, 'NotFound') && namespace && namespace !== 'default') yield* checkNamespace(api, namespace);
    throw error;
  }
}

/** Throws what the server says of a namespace that is not there. */
function* checkNamespace(api: Api, name: string): Process<void> {
  try {
    yield* api.get({ resource: NAMESPACES, namespace: '', name });
  } catch (error) {
    if (isReason(error, 'NotFound')) throw error;
  }
}

/** `deployment.apps/web`: how results of commands name an object. */
export function objectName(info: Info): string {
  return `${kindName(info.resource)}/${info.name}`;
}

/** The info of an object that a list or a write returned. */
export function infoOf(resource: ApiResource, object: AnyObject, source = ''): Info & { readonly object: AnyObject } {
  const namespace = resource.namespaced ? (object.metadata?.namespace ?? '') : '';
  return { resource, namespace, name: object.metadata?.name ?? '', source, object: withKind(resource, object) };
}

/** Items of a typed list carry neither kind nor apiVersion on the wire: puts them back. */
function withKind(resource: ApiResource, object: AnyObject): AnyObject {
  if (object.kind && object.apiVersion) return object;
  return { ...object, apiVersion: groupVersion(resource), kind: resource.kind };
}

/** An object as error messages describe it. Models resource.Info.String. */
export function infoText(info: Info): string {
  const { group, version, kind } = info.resource;
  return [
    `Resource: ${JSON.stringify(resourceText(info.resource))}, GroupVersionKind: ${JSON.stringify(`${group}/${version}, Kind=${kind}`)}`,
    `Name: ${JSON.stringify(info.name)}, Namespace: ${JSON.stringify(info.namespace)}`,
  ].join('\n');
}
