import type { EndpointSubset, Endpoints, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import type { Ingress, IngressBackend, IngressClass } from '../../../api/k8s/networking-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { ENDPOINT_SLICES, SERVICES } from '../client/known.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { clusterMetadataLines, metadataLines } from './metadata.ts';
import { endpointsText } from './service.ts';
import { annotationLines, labelLines, line } from './text.ts';

/** Models EndpointsDescriber. */
export const describeEndpoints: Describer<Endpoints> = function* (endpoints, context) {
  return [
    metadataLines(endpoints.metadata as never),
    line(0, 'Subsets:'),
    ...(endpoints.subsets ?? []).map(subsetText),
    yield* eventsSection(context, endpoints as never),
  ].join('');
};

function subsetText({ addresses, notReadyAddresses, ports }: EndpointSubset): string {
  const list = (each: EndpointSubset['addresses']): string => (each ?? []).map(({ ip }) => ip).join(',') || '<none>';
  const rows = (ports ?? []).map((port) =>
    line(2, `${port.name || '<unset>'}\t${port.port}\t${port.protocol ?? 'TCP'}`),
  );
  return [
    line(1, `Addresses:\t${list(addresses)}`),
    line(1, `NotReadyAddresses:\t${list(notReadyAddresses)}`),
    rows.length ? line(1, 'Ports:') + line(2, 'Name\tPort\tProtocol') + line(2, '----\t----\t--------') : '',
    ...rows,
    '\n',
  ].join('');
}

/** Models IngressDescriber. */
export const describeIngress: Describer<Ingress> = function* (ingress, context) {
  const { metadata, spec, status } = ingress;
  const namespace = metadata.namespace ?? '';
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  const fallback = spec?.defaultBackend ? yield* backendText(context, namespace, spec.defaultBackend) : '<default>';
  let rules = '';
  for (const rule of spec?.rules ?? []) {
    if (!rule.http) continue;
    rules += line(1, `${rule.host || '*'}\t`);
    for (const { path, backend } of rule.http.paths) {
      rules += line(2, `\t${path ?? ''} \t${yield* backendText(context, namespace, backend)}`);
    }
  }
  return [
    line(0, `Name:\t${metadata.name}`),
    labelLines('Labels', metadata.labels),
    line(0, `Namespace:\t${namespace}`),
    line(0, `Address:\t${[...new Set(addresses)].sort().join(',')}`),
    line(0, `Ingress Class:\t${spec?.ingressClassName ?? '<none>'}`),
    line(0, `Default backend:\t${fallback}`),
    tlsText(spec?.tls ?? []),
    'Rules:\n  Host\tPath\tBackends\n  ----\t----\t--------\n',
    rules || line(1, `*\t*\t${fallback}`),
    annotationLines('Annotations', metadata.annotations),
    yield* eventsSection(context, ingress as never),
  ].join('');
};

function tlsText(tls: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[]): string {
  const rows = tls.map(({ hosts, secretName }) => {
    const names = (hosts ?? []).join(',');
    return line(1, secretName ? `${secretName} terminates ${names}` : `SNI routes ${names}`);
  });
  return rows.length ? line(0, 'TLS:') + rows.join('') : '';
}

/** Models describeBackendV1: a Service with its endpoints, or another resource. */
function* backendText(context: DescribeContext, namespace: string, backend: IngressBackend): Process<string> {
  if (backend.resource) {
    const { apiGroup, kind, name } = backend.resource;
    return `APIGroup: ${apiGroup ?? '<none>'}, Kind: ${kind}, Name: ${name}`;
  }
  if (!backend.service) return '';
  const { name, port } = backend.service;
  const text = `${name}:${port?.name || (port?.number ?? 0)}`;
  try {
    const service = (yield* context.api.get({ resource: SERVICES, namespace, name })) as unknown as Service;
    const query = { labelSelector: `kubernetes.io/service-name=${name}` };
    const slices = yield* context.api.list({ resource: ENDPOINT_SLICES, namespace }, query);
    const wanted = (service.spec?.ports ?? []).filter(
      (each) => (port?.number && each.port === port.number) || (port?.name && each.name === port.name),
    );
    return `${text} (${endpointsText(slices.items as unknown as EndpointSlice[], wanted.at(-1)?.name ?? '')})`;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${text} (<error: ${error.message}>)`;
  }
}

/** Models IngressClassDescriber. */
export const describeIngressClass: Describer<IngressClass> = function* (ingressClass, context) {
  const { metadata, spec } = ingressClass;
  const parameters = spec?.parameters;
  return [
    clusterMetadataLines(metadata as never),
    line(0, `Controller:\t${spec?.controller ?? ''}`),
    parameters ? line(0, 'Parameters:') : '',
    parameters?.apiGroup === undefined ? '' : line(1, `APIGroup:\t${parameters.apiGroup}`),
    parameters ? line(1, `Kind:\t${parameters.kind}`) + line(1, `Name:\t${parameters.name}`) : '',
    yield* eventsSection(context, ingressClass as never),
  ].join('');
};
