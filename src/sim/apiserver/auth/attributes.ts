import { ApiError, forbidden } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { ResourceRequest } from '../request.ts';
import type { Resource } from '../resource.ts';
import { exactFieldValue } from './exact-field-value.ts';
import type { User } from './user.ts';

/** What somebody wants to do. Models authorizer.Attributes. */
export interface Attributes {
  readonly user: User;
  readonly verb: string;
  /** Of a request that is for no resource: its path; then the fields below are ''. */
  readonly path?: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector?: string;
}

/** The attributes of a component's request. Models request.RequestInfoFactory and its consequences. */
export function attributesOf(user: User, request: ResourceRequest): Attributes {
  const { verb, kind, subresource = '', list } = request;
  // The name of a new object is only in its body.
  const given = verb === 'create' && subresource === '' ? '' : (request.name ?? '');
  const fieldSelector = list?.fieldSelector;
  const name = given || (verb === 'list' || verb === 'watch' ? exactFieldValue(fieldSelector, 'metadata.name') : '');
  const namespace = kind.plural === 'namespaces' && kind.group === '' ? given : (request.namespace ?? '');
  return {
    user,
    verb,
    group: kind.group,
    version: kind.version,
    resource: kind.plural,
    subresource,
    namespace,
    name,
    ...(fieldSelector ? { fieldSelector } : {}),
  };
}

/** The refusal of what is not allowed. Models responsewriters.ForbiddenStatusError. */
export function forbiddenError(attributes: Attributes, reason: string): ApiError {
  const { group, resource, name, path } = attributes;
  const why = reason === '' ? text(attributes) : `${text(attributes)}: ${reason}`;
  if (path !== undefined) return new ApiError(403, 'Forbidden', `forbidden: ${why}`, {});
  return forbidden({ group, plural: resource }, name, why);
}

/** The attributes of the creation of an object of a resource. */
export function creationOf(user: User, { kind }: Resource, namespace: string | undefined): Attributes {
  const { group, version, plural: resource } = kind;
  return { user, verb: 'create', group, version, resource, subresource: '', namespace: namespace ?? '', name: '' };
}

function text({ user, verb, path, group, resource, subresource, namespace }: Attributes): string {
  const who = `User ${goQuote(user.name)} cannot ${verb}`;
  if (path !== undefined) return `${who} path ${goQuote(path)}`;
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  return `${who} resource ${goQuote(whole)} in API group ${goQuote(group)} ${where}`;
}
