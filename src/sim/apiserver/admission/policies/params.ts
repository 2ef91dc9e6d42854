import type { ParamKind, ParamRef } from '../../../../api/k8s/admissionregistration-v1.gen.ts';
import { parseApiVersion } from '../../../../api/meta.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { labelMatcher } from '../../../../api/selectors.ts';
import { keyOf } from '../../resource.ts';
import type { Candidate } from '../rules.ts';

/** Where a policy's parameters are missing: what is wrong with the binding, or with the policy. */
export class ConfigurationError extends Error {}

/** The parameters of a binding: [undefined] where none are asked for. Throws ConfigurationError. Models generic.CollectParams. */
export function paramsOf(
  kind: ParamKind | undefined,
  reference: ParamRef | undefined,
  candidate: Candidate,
): readonly (KubeObject | undefined)[] {
  if (!kind || !reference) return [undefined];
  const { server } = candidate.attributes;
  const { group, version } = parseApiVersion(kind.apiVersion ?? '');
  const resource = server.resources.all.find(({ kind: each }) => each.group === group && each.kind === kind.kind);
  if (!resource) {
    const type = `${group ? `${group}/` : '/'}${version}, Kind=${kind.kind}`;
    throw new ConfigurationError(`failed to find resource referenced by paramKind: '${type}'`);
  }
  const { name, selector, namespace } = reference;
  if (namespace && !resource.kind.namespaced) {
    throw new ConfigurationError('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  }
  const own = (candidate.object ?? candidate.previous)?.metadata.namespace;
  const place = resource.kind.namespaced ? (namespace ?? own) : undefined;
  if (resource.kind.namespaced && place === undefined) {
    throw new ConfigurationError(
      'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    );
  }
  const matches = labelMatcher(selector ?? {});
  const prefix = resource.prefix + (place === undefined ? '' : `${place}/`);
  const one = name ? resource.cache.get(keyOf(resource, place, name)) : undefined;
  const found = name
    ? one
      ? [one]
      : []
    : resource.cache.list(prefix, `${prefix}\uffff`).filter(({ metadata }) => matches.matches(metadata.labels));
  if (found.length === 0 && reference.parameterNotFoundAction === 'Deny') {
    throw new ConfigurationError('no params found for policy binding with `Deny` parameterNotFoundAction');
  }
  return found;
}
