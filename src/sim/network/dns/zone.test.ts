import { expect, test } from 'vitest';
import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { Engine } from '../../engine/engine.ts';
import type { RecordType } from '../../shell/network-access.ts';
import { ServiceView } from '../proxy/service-view.ts';
import { lookUp, type ZoneOptions } from './zone.ts';

const service = (name: string, spec: Service['spec']): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  ...(spec ? { spec } : {}),
});

const slice: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
  addressType: 'IPv4',
  ports: [{ name: 'sql', port: 5432 }],
  endpoints: [
    { addresses: ['10.244.1.3'], hostname: 'db-0' },
    { addresses: ['10.244.2.4'] },
    { addresses: ['10.244.2.5'], conditions: { ready: false } },
  ],
};

const view = new ServiceView(new Engine(1), () => 0);
const ports = [{ name: 'http', port: 80 }];
view.observe('Service', service('web', { clusterIP: '10.96.0.7', ports }), false);
view.observe('Service', service('db', { clusterIP: 'None', ports: [{ name: 'sql', port: 5432 }] }), false);
view.observe('Service', service('mail', { type: 'ExternalName', externalName: 'mail.example.com' }), false);
view.observe('EndpointSlice', slice, false);

const options: ZoneOptions = {
  zones: ['cluster.local.', 'in-addr.arpa.'],
  pods: 'insecure',
  endpointPodNames: false,
  namespaces: [],
  ttl: 30,
  hasPod: () => false,
};

test.each<[string, RecordType, string, string[]]>([
  ['web.shop.svc.cluster.local', 'A', 'NOERROR', ['10.96.0.7']],
  ['WEB.shop.svc.cluster.local.', 'A', 'NOERROR', ['10.96.0.7']],
  ['web.shop.svc.cluster.local', 'AAAA', 'NOERROR', []],
  ['web.shop', 'A', 'another', []],
  ['web.other.svc.cluster.local', 'A', 'NXDOMAIN', []],
  ['x.web.shop.svc.cluster.local', 'A', 'NXDOMAIN', []],
  ['_http._tcp.web.shop.svc.cluster.local', 'SRV', 'NOERROR', ['0 100 80 web.shop.svc.cluster.local.']],
  ['_http._udp.web.shop.svc.cluster.local', 'SRV', 'NXDOMAIN', []],
  ['db.shop.svc.cluster.local', 'A', 'NOERROR', ['10.244.1.3', '10.244.2.4']],
  ['db-0.db.shop.svc.cluster.local', 'A', 'NOERROR', ['10.244.1.3']],
  ['10-244-2-4.db.shop.svc.cluster.local', 'A', 'NOERROR', ['10.244.2.4']],
  ['db-1.db.shop.svc.cluster.local', 'A', 'NXDOMAIN', []],
  [
    '_sql._tcp.db.shop.svc.cluster.local',
    'SRV',
    'NOERROR',
    ['0 100 5432 db-0.db.shop.svc.cluster.local.', '0 100 5432 10-244-2-4.db.shop.svc.cluster.local.'],
  ],
  ['mail.shop.svc.cluster.local', 'A', 'NOERROR', ['mail.example.com.']],
  ['10-244-9-9.shop.pod.cluster.local', 'A', 'NOERROR', ['10.244.9.9']],
  ['7.0.96.10.in-addr.arpa', 'PTR', 'NOERROR', ['web.shop.svc.cluster.local.']],
  ['3.1.244.10.in-addr.arpa', 'PTR', 'NOERROR', ['db-0.db.shop.svc.cluster.local.']],
  ['9.9.9.9.in-addr.arpa', 'PTR', 'NXDOMAIN', []],
  ['example.com', 'A', 'another', []],
  ['svc.cluster.local', 'A', 'NOERROR', []],
  ['shop.svc.cluster.local', 'A', 'NOERROR', []],
  ['nowhere.svc.cluster.local', 'A', 'NXDOMAIN', []],
])('%s %s', (name, type, rcode, data) => {
  const answer = lookUp(view, name, type, options);
  expect([answer?.rcode ?? 'another', answer?.records.map((record) => record.data) ?? []]).toEqual([rcode, data]);
});

test.each<[string, Partial<ZoneOptions>, string, string[]]>([
  ['10-244-9-9.shop.pod.cluster.local', { pods: 'disabled' }, 'NXDOMAIN', []],
  ['10-244-9-9.shop.pod.cluster.local', { pods: 'verified' }, 'NXDOMAIN', []],
  ['10-244-9-9.shop.pod.cluster.local', { pods: 'verified', hasPod: () => true }, 'NOERROR', ['10.244.9.9']],
  ['web.shop.svc.cluster.local', { namespaces: ['other'] }, 'NXDOMAIN', []],
  ['db-9.db.shop.svc.cluster.local', { endpointPodNames: true }, 'NOERROR', ['10.244.2.4']],
  ['web.shop.svc.corp', { zones: ['corp.'] }, 'NOERROR', ['10.96.0.7']],
])('%s with %o', (name, change, rcode, data) => {
  const named = { ...slice, endpoints: slice.endpoints.map((one) => ({ ...one, targetRef: { name: 'db-9' } })) };
  const own = new ServiceView(new Engine(1), () => 0);
  own.observe('Service', service('web', { clusterIP: '10.96.0.7', ports }), false);
  own.observe('Service', service('db', { clusterIP: 'None', ports: [{ name: 'sql', port: 5432 }] }), false);
  own.observe('EndpointSlice', named, false);
  const answer = lookUp(own, name, 'A', { ...options, ...change });
  expect([answer?.rcode, answer?.records.map((record) => record.data)]).toEqual([rcode, data]);
});
