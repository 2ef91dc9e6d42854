import { toCel } from '../../../../api/cel/values.ts';
import { apiVersionOf } from '../../../../api/meta.ts';
import { userOf } from '../../server.ts';
import { type Candidate, namespaceOf } from '../rules.ts';

/** What expressions know of a request. Models cel.CreateAdmissionRequest and its neighbours. */
export function requestVariables(candidate: Candidate): Readonly<Record<string, unknown>> {
  const { object, previous } = candidate;
  return {
    object: toCel(withType(candidate, object)),
    oldObject: toCel(withType(candidate, previous)),
    request: toCel(requestOf(candidate)),
    namespaceObject: toCel(namespaceOf(candidate) ?? null),
  };
}

function withType({ attributes: { call } }: Candidate, object: object | undefined): object | null {
  if (!object) return null;
  const { kind } = call.resource;
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object };
}

function requestOf({ attributes: { call, operation }, object, previous }: Candidate): object {
  const { resource, request } = call;
  const { group, version, kind, plural } = resource.kind;
  const { name = '', namespace = '' } = (object ?? previous)!.metadata;
  const user = userOf(request);
  const subResource = request.subresource ?? '';
  return {
    kind: { group, version, kind },
    resource: { group, version, resource: plural },
    requestKind: { group, version, kind },
    requestResource: { group, version, resource: plural },
    ...(subResource ? { subResource, requestSubResource: subResource } : {}),
    name,
    ...(namespace ? { namespace } : {}),
    operation,
    userInfo: { username: user.name, uid: user.uid ?? '', groups: user.groups, extra: user.extra ?? {} },
    dryRun: (request.write?.dryRun ?? false) !== false,
  };
}
