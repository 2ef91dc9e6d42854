import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../../api/field-errors.ts';
import type { Service, ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { ServiceKind } from './kind.ts';

const context = { nowMs: 0 };

function stored(spec: ServiceSpec): Service {
  const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'demo' }, spec };
  return ServiceKind.prepareForCreate!(ServiceKind.defaults!(service), context);
}

const updated = (previous: Service, spec: ServiceSpec): Service =>
  ServiceKind.prepareForUpdate!(ServiceKind.defaults!({ ...previous, spec }), previous, context);

const port = { port: 80 };
const one = { ports: [port], clusterIP: '10.96.0.9' };

describe('a new Service', () => {
  const cases: readonly (readonly [string, ServiceSpec, readonly string[]])[] = [
    ['needs ports', {}, ['spec.ports: Required value']],
    ['may have none if it is headless', { clusterIP: 'None' }, []],
    [
      'with several ports names them, each differently',
      { ports: [{ name: 'a', port: 80 }, { port: 81 }, { name: 'a', port: 82 }] },
      ['spec.ports[1].name: Required value', 'spec.ports[2].name: Duplicate value: "a"'],
    ],
    [
      'of type ClusterIP has no node ports',
      { ports: [{ port: 80, nodePort: 30000 }] },
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      'does not use a node port twice for one protocol',
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80, nodePort: 30000 },
          { name: 'b', port: 81, nodePort: 30000 },
        ],
      },
      ['spec.ports[1].nodePort: Duplicate value: 30000'],
    ],
    [
      'of type NodePort is not headless',
      { type: 'NodePort', clusterIP: 'None', ports: [port] },
      ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
    ],
    [
      'of type ExternalName has a name and no address',
      { type: 'ExternalName', clusterIP: '10.96.0.9', externalName: 'A' },
      [
        'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
        "spec.externalName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      'that sticks to a client does so for a day at most',
      { ports: [port], sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } },
      [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
      ],
    ],
    [
      'has external addresses that machines can have',
      { ports: [port], externalIPs: ['127.0.0.1', 'x'] },
      [
        'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        'spec.externalIPs[1]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    [
      'keeps what is for load balancers to load balancers',
      {
        ports: [port],
        allocateLoadBalancerNodePorts: true,
        loadBalancerClass: 'a/b',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30001,
      },
      [
        "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
        "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
        "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
        'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
        "spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      'with local traffic waits for its health check port',
      { type: 'LoadBalancer', ports: [port], externalTrafficPolicy: 'Local' },
      [],
    ],
    [
      'names policies that exist',
      { ports: [port], internalTrafficPolicy: 'Near', trafficDistribution: 'Far' },
      [
        'spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"',
        'spec.trafficDistribution: Unsupported value: "Far": supported values: "PreferClose"',
      ],
    ],
    [
      'has addresses of its families',
      { ports: [port], clusterIP: 'fd00::1', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
      ['spec.clusterIPs[0]: Invalid value: "fd00::1": expected an IPv4 value as indicated by `ipFamilies[0]`'],
    ],
  ];
  test.each(cases)('%s', (_name, spec, expected) => {
    expect(ServiceKind.validate!(stored(spec)).map(fieldErrorText)).toEqual(expected);
  });
});

describe('an update', () => {
  const before = stored({ ...one, type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] });
  const cases: readonly (readonly [string, ServiceSpec, Partial<ServiceSpec>, readonly string[]])[] = [
    [
      'keeps address and node port when they are left out',
      { type: 'NodePort', ports: [port] },
      {
        clusterIP: '10.96.0.9',
        clusterIPs: ['10.96.0.9'],
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30080 }],
      },
      [],
    ],
    [
      'to type ClusterIP gives the node port back',
      { ...before.spec, type: 'ClusterIP' },
      { clusterIP: '10.96.0.9', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }], type: 'ClusterIP' },
      [],
    ],
    [
      'to type ExternalName gives the address back',
      { ...before.spec, type: 'ExternalName', externalName: 'example.com' },
      { externalName: 'example.com', type: 'ExternalName' },
      [],
    ],
    [
      'does not change the address',
      { ...before.spec, clusterIP: '10.96.0.10' },
      { clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10'] },
      ['spec.clusterIPs[0]: Invalid value: []string{"10.96.0.10"}: may not change once set'],
    ],
  ];
  test.each(cases)('%s', (_name, spec, expected, errors) => {
    const next = updated(before, spec);
    const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, next.spec![key as keyof ServiceSpec]]));
    expect(picked).toEqual(expected);
    expect(ServiceKind.validateUpdate!(next, before).map(fieldErrorText)).toEqual(errors);
  });

  test('of type ExternalName has no address left', () => {
    const { spec } = updated(before, { ...before.spec, type: 'ExternalName', externalName: 'example.com' });
    expect([spec?.clusterIP, spec?.clusterIPs, spec?.ipFamilies, spec?.externalTrafficPolicy]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of the status names addresses of load balancers only', () => {
    const next = { ...before, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4', ipMode: 'VIP' }] } } };
    expect(ServiceKind.status!.validateUpdate!(next, before).map(fieldErrorText)).toEqual([
      "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
    ]);
  });
});
