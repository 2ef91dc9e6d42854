import type { Service, ServicePort } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { labelsText } from '../../../api/printing.ts';
import { ENDPOINT_SLICES } from '../client/known.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { annotationLines, fields, labelLines, line } from './text.ts';

/** Models ServiceDescriber. */
export const describeService: Describer<Service> = function* (service, context) {
  const { name = '', namespace = '' } = service.metadata;
  const query = { labelSelector: `kubernetes.io/service-name=${name}` };
  const slices = yield* context.api.list({ resource: ENDPOINT_SLICES, namespace }, query);
  return (
    serviceText(service, slices.items as unknown as EndpointSlice[]) + (yield* eventsSection(context, service as never))
  );
};

function serviceText({ metadata, spec, status }: Service, slices: readonly EndpointSlice[]): string {
  const ingress = (status?.loadBalancer?.ingress ?? []).map(
    ({ ip, hostname, ipMode }) => (ip ?? hostname ?? '') + (ip && ipMode ? ` (${ipMode})` : ''),
  );
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `Selector:\t${labelsText(spec?.selector)}`),
    line(0, `Type:\t${spec?.type ?? ''}`),
    fields(0, [['IP Family Policy', spec?.ipFamilyPolicy]]),
    line(0, `IP Families:\t${spec?.ipFamilies?.join(',') || '<none>'}`),
    line(0, `IP:\t${spec?.clusterIP ?? ''}`),
    line(0, `IPs:\t${spec?.clusterIPs?.join(',') || '<none>'}`),
    fields(0, [
      ['External IPs', spec?.externalIPs?.join(',')],
      ['Desired LoadBalancer IP', spec?.loadBalancerIP],
      ['External Name', spec?.externalName],
      ['LoadBalancer Ingress', ingress.join(', ')],
    ]),
    ...(spec?.ports ?? []).map((port) => portLines(port, slices)),
    line(0, `Session Affinity:\t${spec?.sessionAffinity ?? ''}`),
    fields(0, [
      ['External Traffic Policy', spec?.externalTrafficPolicy],
      ['Internal Traffic Policy', spec?.internalTrafficPolicy],
      ['HealthCheck NodePort', spec?.healthCheckNodePort || undefined],
      ['LoadBalancer Source Ranges', spec?.loadBalancerSourceRanges?.join(',')],
    ]),
  ].join('');
}

function portLines(port: ServicePort, slices: readonly EndpointSlice[]): string {
  const name = port.name || '<unset>';
  const protocol = port.protocol ?? 'TCP';
  return [
    line(0, `Port:\t${name}\t${port.port}/${protocol}`),
    line(0, `TargetPort:\t${port.targetPort ?? port.port}/${protocol}`),
    port.nodePort ? line(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`) : '',
    line(0, `Endpoints:\t${endpointsText(slices, port.name ?? '')}`),
  ].join('');
}

const MOST_ENDPOINTS = 3;

/** The ready addresses behind a port: the first three, and how many more. Models formatEndpointSlices. */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  // A slice without endpoints leaves the text empty.
  if (slices.length === 0) return '<none>';
  const addresses = slices.flatMap((slice) => {
    const ready = (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false);
    if (!slice.ports?.length) return ready.map((endpoint) => endpoint.addresses[0] ?? '');
    return slice.ports
      .filter((port) => (port.name ?? '') === portName)
      .flatMap((port) => ready.map((endpoint) => `${hostText(endpoint.addresses[0] ?? '')}:${port.port}`));
  });
  const shown = addresses.slice(0, MOST_ENDPOINTS).join(',');
  return addresses.length > MOST_ENDPOINTS ? `${shown} + ${addresses.length - MOST_ENDPOINTS} more...` : shown;
}

function hostText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
