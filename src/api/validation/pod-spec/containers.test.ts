import { describe, expect, test } from 'vitest';
import { decode } from '../../decode.ts';
import { defaultPodSpec } from '../../defaults/pod-spec.ts';
import { fieldErrorText } from '../../field-errors.ts';
import type { PodSpec } from '../../k8s/core-v1.gen.ts';
import type { Found } from '../basics.ts';
import { checkPodSpec } from './pod-spec.ts';

const schema = 'io.k8s.api.core.v1.PodSpec';
const app = { name: 'c', image: 'app:v1' };

function errorsOf(spec: object): readonly string[] {
  const { object, error } = decode<PodSpec>(schema, spec);
  if (error) throw new Error(error);
  const found: Found = [];
  checkPodSpec(defaultPodSpec(object), { inPod: true, podName: 'p' }, 'spec', found);
  return found.map(fieldErrorText);
}

type Row = readonly [string, object, readonly string[]];

function rows(list: readonly Row[]): void {
  test.each(list)('%s', (_name, spec, expected) => expect(errorsOf(spec)).toEqual(expected));
}

const withContainer = (fields: object): object => ({ containers: [{ ...app, ...fields }] });
const withSpec = (fields: object): object => ({ containers: [app], ...fields });
const C = 'spec.containers[0]';
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('containers', () => {
  rows([
    ['a plain container is good', { containers: [app] }, []],
    [
      'an unknown message policy is refused',
      withContainer({ terminationMessagePolicy: 'Tail' }),
      [`${C}.terminationMessagePolicy: Unsupported value: "Tail": supported values: "File", "FallbackToLogsOnError"`],
    ],
    [
      'a main container has no restart policy of its own',
      withContainer({ restartPolicy: 'Always' }),
      [`${C}.restartPolicy: Forbidden: may not be set for non-init containers`],
    ],
    [
      'an init container may not be called as a main container',
      withSpec({ initContainers: [app] }),
      ['spec.initContainers[0].name: Duplicate value: "c"'],
    ],
    [
      'a sidecar may have probes',
      withSpec({
        initContainers: [
          { name: 's', image: 's:1', restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } },
        ],
      }),
      [],
    ],
    [
      'an ephemeral container has neither ports nor probes, and a target that exists',
      withSpec({
        ephemeralContainers: [
          {
            name: 'e',
            image: 'e:1',
            targetContainerName: 'x',
            ports: [{ containerPort: 1 }],
            livenessProbe: { exec: { command: ['a'] } },
          },
        ],
      }),
      [
        'spec.ephemeralContainers[0].targetContainerName: Not found: "x"',
        'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
        'spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container',
      ],
    ],
    [
      'errors of one container stand in the order of its fields',
      withContainer({
        name: 'C',
        image: '',
        ports: [{ containerPort: 0 }],
        env: [{ name: '' }],
        volumeMounts: [{ name: 'v', mountPath: '' }],
        imagePullPolicy: 'Maybe',
      }),
      [
        `${C}.name: Invalid value: "C": ${LABEL_RULE}`,
        `${C}.image: Required value`,
        `${C}.ports[0].containerPort: Required value`,
        `${C}.env[0].name: Required value`,
        `${C}.volumeMounts[0].name: Not found: "v"`,
        `${C}.volumeMounts[0].mountPath: Required value`,
        `${C}.imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"`,
      ],
    ],
  ]);
});

describe('environment', () => {
  rows([
    [
      'a variable has one source',
      withContainer({
        env: [
          { name: 'A', valueFrom: {} },
          { name: 'B', value: 'b', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
          { name: 'D', valueFrom: { secretKeyRef: { name: 's', key: 'k' }, configMapKeyRef: { name: 's', key: 'k' } } },
        ],
      }),
      [
        `${C}.env[0].valueFrom: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\` or \`secretKeyRef\``,
        `${C}.env[1].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
        `${C}.env[2].valueFrom: Invalid value: "": may not have more than one field specified at a time`,
      ],
    ],
    [
      'a field that volumes may show is none for variables',
      withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] }),
      [
        `${C}.env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"`,
      ],
    ],
    [
      'a single label is a field',
      withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } }] }),
      [],
    ],
    [
      'a resource and its divisor must go together',
      withContainer({
        env: [
          { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } },
          { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Ki' } } },
        ],
      }),
      [
        `${C}.env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.gpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"`,
        `${C}.env[1].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
      ],
    ],
    [
      'envFrom needs a source with a name',
      withContainer({ envFrom: [{}, { secretRef: {} }] }),
      [
        `${C}.envFrom: Invalid value: "": must specify one of: \`configMapRef\` or \`secretRef\``,
        `${C}.envFrom[1].secretRef.name: Required value`,
      ],
    ],
  ]);
});

describe('resources', () => {
  rows([
    [
      'a request is not above its limit',
      withContainer({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
      [`${C}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`],
    ],
    [
      'what cannot be shared out twice has equal request and limit',
      withContainer({ resources: { requests: { 'a.com/x': '1' }, limits: { 'a.com/x': '2' } } }),
      [`${C}.resources.requests: Invalid value: "1": must be equal to a.com/x limit of 2`],
    ],
    [
      'what cannot be shared out twice has a limit',
      withContainer({ resources: { requests: { 'a.com/x': '1' } } }),
      [`${C}.resources.limits: Required value: Limit must be set for non overcommitable resources`],
    ],
    [
      'huge pages go with cpu or memory, and come in whole pages',
      withContainer({ resources: { limits: { 'hugepages-2Mi': '3Mi' } } }),
      [
        `${C}.resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
        `${C}.resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
        `${C}.resources: Forbidden: HugePages require cpu or memory`,
      ],
    ],
  ]);
});

describe('probes and hooks', () => {
  rows([
    [
      'a probe needs an action',
      withContainer({ readinessProbe: { periodSeconds: 5 } }),
      [`${C}.readinessProbe: Required value: must specify a handler type`],
    ],
    [
      'only liveness and startup probes have a grace period, and that is positive',
      withContainer({
        livenessProbe: { grpc: { port: 1 }, terminationGracePeriodSeconds: 0 },
        readinessProbe: { exec: { command: ['x'] }, terminationGracePeriodSeconds: 5 },
      }),
      [
        `${C}.livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0`,
        `${C}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes`,
      ],
    ],
    [
      'a command, a scheme and headers are checked',
      withContainer({
        livenessProbe: { exec: {} },
        readinessProbe: { httpGet: { port: 80, scheme: 'FTP', httpHeaders: [{ name: 'a b', value: 'x' }] } },
      }),
      [
        `${C}.livenessProbe.exec.command: Required value`,
        `${C}.readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"`,
        `${C}.readinessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
      ],
    ],
    [
      'a hook does not sleep beyond the grace period',
      withContainer({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
      [
        `${C}.lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.`,
      ],
    ],
  ]);
});
