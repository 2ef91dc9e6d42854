import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import type { DnsAnswer, DnsRecord, RecordType } from '../../shell/network-access.ts';
import type { ServiceState, ServiceView } from '../proxy/service-view.ts';
import type { KubernetesConfig } from './corefile/config.ts';
import { isInZone } from './corefile/words.ts';
import { CLUSTER_DOMAIN } from './search-list.ts';

/** Answers may be kept for so many seconds, where the Corefile does not say it. */
const TTL = 5;
const NXDOMAIN: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };

/** An address behind a Service, with the name that it has there. */
interface Endpoint {
  readonly ip: string;
  readonly hostname: string;
}

/** What the plugin does, and what it knows of Pods. */
export interface ZoneOptions
  extends Pick<KubernetesConfig, 'zones' | 'pods' | 'endpointPodNames' | 'namespaces' | 'ttl'> {
  /** Whether a Pod of a namespace has an address: asked where Pods have to be verified. */
  hasPod(namespace: string, ip: string): boolean;
}

/**
 * What CoreDNS answers for names of the cluster; undefined for names of other zones. Models the kubernetes plugin of
 * CoreDNS and the specification of DNS-based service discovery.
 */
export function lookUp(view: ServiceView, name: string, type: RecordType, options: ZoneOptions): DnsAnswer | undefined {
  const full = name.toLowerCase().replace(/\.$/, '');
  const zone = options.zones.find((one) => isInZone(full, one));
  if (zone === undefined) return undefined;
  const { records, rcode } = zone.endsWith('.arpa.')
    ? reverse(view, full, type, options)
    : inCluster(view, full, zone.slice(0, -1), type, options);
  return { rcode, records: records.map((one) => (one.ttl === options.ttl ? one : { ...one, ttl: options.ttl })) };
}

function inCluster(view: ServiceView, full: string, zone: string, type: RecordType, options: ZoneOptions): DnsAnswer {
  const labels = full === zone ? [] : full.slice(0, -zone.length - 1).split('.');
  const [kind, namespace, service, ...rest] = labels.toReversed();
  if (kind === undefined || ((kind === 'svc' || kind === 'pod') && namespace === undefined)) return answer([]);
  if (namespace !== undefined && options.namespaces.length > 0 && !options.namespaces.includes(namespace))
    return NXDOMAIN;
  if (kind === 'pod') return ofPod(full, labels, type, options);
  if (kind !== 'svc' || namespace === undefined) return NXDOMAIN;
  if (service === undefined) return view.servicesIn(namespace).length > 0 ? answer([]) : NXDOMAIN;
  const state = view.latest(`${namespace}/${service}`);
  if (!state?.service) return NXDOMAIN;
  return ofService(full, state, rest.toReversed(), type, options);
}

/** `10-244-1-3.default.pod`: the address is in the name; `verified` wants a Pod that has it. */
function ofPod(full: string, labels: readonly string[], type: RecordType, { pods, hasPod }: ZoneOptions): DnsAnswer {
  const ip = labels[0]?.replaceAll('-', '.') ?? '';
  if (pods === 'disabled' || labels.length !== 3) return NXDOMAIN;
  if (pods === 'verified' && !hasPod(labels[1]!, ip)) return NXDOMAIN;
  if (!/^\d+(\.\d+){3}$/.test(ip)) return NXDOMAIN;
  return answer(type === 'A' ? [record(full, 'A', ip)] : []);
}

/** @param prefix labels before the Service's: a host of a headless Service, or `_port` and `_protocol` */
function ofService(
  full: string,
  state: ServiceState,
  prefix: readonly string[],
  type: RecordType,
  options: ZoneOptions,
): DnsAnswer {
  const spec = state.service!.spec ?? {};
  if (spec.type === 'ExternalName') {
    return prefix.length === 0 ? answer([record(full, 'CNAME', `${spec.externalName}.`)]) : NXDOMAIN;
  }
  const isHeadless = spec.clusterIP === 'None';
  if (prefix.length === 2) return services(full, state, prefix, isHeadless, type, options);
  if (prefix.length > 2) return NXDOMAIN;
  const found = isHeadless ? endpointsOf(state, options) : [{ ip: spec.clusterIP ?? '', hostname: '' }];
  const wanted = prefix.length === 0 ? found : found.filter(({ hostname }) => isHeadless && hostname === prefix[0]);
  if (wanted.length === 0) return NXDOMAIN;
  return answer(type === 'A' ? wanted.map(({ ip }) => record(full, 'A', ip)) : []);
}

/** SRV records of a named port. */
function services(
  full: string,
  state: ServiceState,
  [portLabel = '', protocolLabel = '']: readonly string[],
  isHeadless: boolean,
  type: RecordType,
  options: ZoneOptions,
): DnsAnswer {
  const port = state.service!.spec?.ports?.find(
    ({ name, protocol = 'TCP' }) => `_${name}` === portLabel && `_${protocol.toLowerCase()}` === protocolLabel,
  );
  if (!port) return NXDOMAIN;
  if (type !== 'SRV') return answer([]);
  const host = full.slice(portLabel.length + protocolLabel.length + 2);
  const target = (number: number, name: string): DnsRecord => record(full, 'SRV', `0 100 ${number} ${name}.`);
  if (!isHeadless) return answer([target(port.port, host)]);
  const numbers = state.slices.flatMap(({ ports }) => ports?.find(({ name }) => name === port.name)?.port ?? []);
  return answer(
    endpointsOf(state, options).map(({ hostname }) => target(numbers[0] ?? port.port, `${hostname}.${host}`)),
  );
}

/** Ready endpoints; the controller lists those that are not as ready where a Service wants them published. */
function endpointsOf({ slices }: ServiceState, { endpointPodNames }: ZoneOptions): Endpoint[] {
  return slices.flatMap((slice: EndpointSlice) =>
    slice.endpoints
      .filter(({ conditions }) => conditions?.ready !== false)
      .map(({ addresses, hostname, targetRef }) => {
        const ip = addresses[0] ?? '';
        const own = hostname ?? (endpointPodNames ? targetRef?.name : undefined);
        return { ip, hostname: own ?? ip.replaceAll('.', '-') };
      }),
  );
}

/** The name of an address: of a Service, or of an endpoint of a headless one. */
function reverse(view: ServiceView, full: string, type: RecordType, options: ZoneOptions): DnsAnswer {
  const ip = full.slice(0, -'.in-addr.arpa'.length).split('.').toReversed().join('.');
  const address = view.ofAddress(ip);
  const state = address && !address.isOuter ? view.latest(address.key) : undefined;
  const names: string[] = [];
  if (state?.service?.spec?.clusterIP === ip) names.push(domainOf(state));
  for (const headless of view.headless()) {
    for (const endpoint of endpointsOf(headless, options)) {
      if (endpoint.ip === ip) names.push(`${endpoint.hostname}.${domainOf(headless)}`);
    }
  }
  if (names.length === 0) return NXDOMAIN;
  return answer(type === 'PTR' ? names.map((name) => record(full, 'PTR', `${name}.`)) : []);
}

function domainOf({ service }: ServiceState): string {
  const [namespace, name] = objectKey(service!).split('/');
  return `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
}

const answer = (records: readonly DnsRecord[]): DnsAnswer => ({ rcode: 'NOERROR', records });
const record = (name: string, type: RecordType, data: string): DnsRecord => ({
  name: `${name}.`,
  type,
  ttl: TTL,
  data,
});
