import { expect, test } from 'vitest';
import type { PodSpec } from '../../k8s/core-v1.gen.ts';
import { podSpecWarnings } from './warnings.ts';

const app = { name: 'c', image: 'app:v1' };
const term = { topologyKey: 'zone' };

test.each<readonly [string, Partial<PodSpec>, Readonly<Record<string, string>>, readonly string[]]>([
  ['nothing wrong', {}, { note: 'x' }, []],
  [
    'labels of nodes that have newer names',
    { nodeSelector: { 'beta.kubernetes.io/os': 'linux' }, topologySpreadConstraints: [] },
    {},
    ['spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
  ],
  [
    'spreading and affinity that match no Pod',
    {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    },
    {},
    [
      'spec.template.spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
      'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod',
    ],
  ],
  [
    'old annotations',
    {},
    {
      'scheduler.alpha.kubernetes.io/critical-pod': '',
      'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default',
    },
    [
      'spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
      'spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: deprecated since v1.30; use the "appArmorProfile" field instead',
    ],
  ],
  [
    'old volumes, and a file in the place of a token',
    {
      volumes: [
        { name: 'a', gitRepo: { repository: 'r' } },
        {
          name: 'b',
          projected: {
            sources: [
              { serviceAccountToken: { path: 'token' } },
              { secret: { name: 's', items: [{ key: 'k', path: 'token' }] } },
            ],
          },
        },
      ],
    },
    {},
    [
      'spec.template.spec.volumes[0].gitRepo: deprecated in v1.11',
      'spec.template.spec.volumes[1].projected.sources.secrets[0]: has duplicated path with ServiceAccountToken "token"',
    ],
  ],
  [
    'doubles, and a secret without a name',
    { hostAliases: [{ ip: '1.1.1.1' }, { ip: '1.1.1.1' }], imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] },
    {},
    [
      'spec.template.spec.hostAliases[1].ip: duplicate ip "1.1.1.1"',
      'spec.template.spec.imagePullSecrets[1].name: duplicate name "a"',
      'spec.template.spec.imagePullSecrets[2].name: invalid empty name ""',
    ],
  ],
  [
    'fractions of bytes, hidden variables, negative grace',
    {
      containers: [
        {
          ...app,
          resources: { limits: { memory: '100m' } },
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '$(A)2' },
            { name: 'A', value: '$(A)' },
          ],
        },
      ],
      terminationGracePeriodSeconds: -1,
    },
    {},
    [
      'spec.template.spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
      'spec.template.spec.containers[0].env[2]: hides previous definition of "A", which may be dropped when using apply',
      'spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
    ],
  ],
  [
    'ports in each other’s way',
    {
      containers: [
        {
          ...app,
          ports: [
            { containerPort: 80, protocol: 'TCP' },
            { containerPort: 80, protocol: 'TCP' },
          ],
        },
        { ...app, name: 'd', ports: [{ containerPort: 80, hostPort: 8080, protocol: 'TCP' }] },
      ],
    },
    {},
    [
      'spec.template.spec.containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]',
      'spec.template.spec.containers[1].ports[0]: overlapping port definition with spec.template.spec.containers[0].ports[0]',
      'spec.template.spec.containers[1].ports[0]: overlapping port definition with spec.template.spec.containers[0].ports[1]',
    ],
  ],
])('warns of %s', (_name, spec, annotations, warnings) => {
  expect(podSpecWarnings({ containers: [app], ...spec }, 'spec.template.spec', annotations)).toEqual(warnings);
});
