import type { ConfigMap, LimitRange, Namespace, ResourceQuota, Secret } from '../../../api/k8s/core-v1.gen.ts';
import type { Endpoint, EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { base64Length, decodeBase64 } from '../../../api/validation/base64.ts';
import { LIMIT_RANGES, RESOURCE_QUOTAS } from '../client/known.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { rfc1123z } from '../print/time.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { metadataLines } from './metadata.ts';
import { limitRangesText, quotasText } from './quotas.ts';
import { line } from './text.ts';

/** Models NamespaceDescriber. */
export const describeNamespace: Describer<Namespace> = function* (object, context) {
  const name = object.metadata.name ?? '';
  const conditions = (object.status?.conditions ?? []).map(({ type, status, lastTransitionTime, reason, message }) =>
    line(1, `${type}\t${status}\t${rfc1123z(lastTransitionTime)}\t${reason ?? ''}\t${message ?? ''}`),
  );
  const head = 'Conditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage\n';
  return [
    metadataLines(object.metadata as never),
    line(0, `Status:\t${object.status?.phase ?? ''}`),
    conditions.length ? `${head}  ----\t------\t------------------\t------\t-------\n` : '',
    ...conditions,
    '\n',
    quotasText((yield* listOrNone(context, RESOURCE_QUOTAS, name)) as unknown as ResourceQuota[]),
    '\n',
    limitRangesText((yield* listOrNone(context, LIMIT_RANGES, name)) as unknown as LimitRange[]),
  ].join('');
};

function* listOrNone(
  context: DescribeContext,
  resource: ApiResource,
  namespace: string,
): Process<readonly AnyObject[]> {
  try {
    return (yield* context.api.list({ resource, namespace })).items;
  } catch (error) {
    if (isReason(error, 'NotFound')) return [];
    throw error;
  }
}

/** Models ConfigMapDescriber. */
export const describeConfigMap: Describer<ConfigMap> = function* (object, context) {
  const data = Object.keys(object.data ?? {}).sort();
  const binary = Object.keys(object.binaryData ?? {}).sort();
  return [
    metadataLines(object.metadata as never),
    '\nData\n====\n',
    ...data.map((key) => `${key}:\n----\n${object.data![key]}\n\n`),
    '\nBinaryData\n====\n',
    ...binary.map((key) => `${key}: ${base64Length(object.binaryData![key]!)} bytes\n`),
    '\n',
    yield* eventsSection(context, object as never),
  ].join('');
};

/** Models SecretDescriber. */
export const describeSecret: Describer<Secret> = function* (object) {
  const keys = Object.keys(object.data ?? {}).sort();
  return [
    metadataLines(object.metadata as never),
    `\nType:\t${object.type ?? ''}\n`,
    '\nData\n====\n',
    ...keys.map((key) => `${key}:\t${secretText(object, key)}\n`),
  ].join('');
};

/** How long a value is; a token of a ServiceAccount is shown. */
function secretText({ type, data }: Secret, key: string): string {
  const value = data![key]!;
  if (key === 'token' && type === 'kubernetes.io/service-account-token') return decodeBase64(value);
  return `${base64Length(value)} bytes`;
}

/** Models EndpointSliceDescriber. */
export const describeEndpointSlice: Describer<EndpointSlice> = function* (slice, context) {
  const ports = (slice.ports ?? []).map(({ name, port, protocol }) =>
    line(1, `${name || '<unset>'}\t${port ?? '*'}\t${protocol ?? 'TCP'}`),
  );
  const head = 'Ports:\n  Name\tPort\tProtocol\n  ----\t----\t--------\n';
  return [
    metadataLines(slice.metadata as never),
    line(0, `AddressType:\t${slice.addressType}`),
    ports.length ? head : 'Ports: <unset>\n',
    ...ports,
    slice.endpoints?.length ? 'Endpoints:\n' : 'Endpoints: <none>\n',
    ...(slice.endpoints ?? []).map(endpointLines),
    yield* eventsSection(context, slice as never),
  ].join('');
};

function endpointLines(endpoint: Endpoint): string {
  const { addresses, conditions, hostname, targetRef, nodeName, zone } = endpoint;
  return [
    line(1, `- Addresses:\t${addresses.join(', ')}`),
    line(2, 'Conditions:'),
    line(3, `Ready:\t${conditions?.ready ?? '<unset>'}`),
    line(2, `Hostname:\t${hostname ?? '<unset>'}`),
    targetRef ? line(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`) : '',
    line(2, `NodeName:\t${nodeName ?? '<unset>'}`),
    line(2, `Zone:\t${zone ?? '<unset>'}`),
  ].join('');
}
