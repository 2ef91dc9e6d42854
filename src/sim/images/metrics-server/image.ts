import { klogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 300, ports: [10250], cpuMilli: 4, memoryBytes: 22_000_000 });

/** The server of resource metrics. */
const image: Image = {
  names: ['registry.k8s.io/metrics-server/metrics-server'],
  hasTag: (tag) => /^v0\.[3-8]\.\d$/.test(tag),
  sizeBytes: 21_531_456,
  role: 'metrics-server',
  behave: () => SERVER,
  system: klogSystem(() => [
    ['serving.go:374', 'Generated self-signed cert (/tmp/apiserver.crt, /tmp/apiserver.key)'],
    ['handler.go:275', 'Adding GroupVersion metrics.k8s.io v1beta1 to ResourceManager'],
    ['secure_serving.go:213', 'Serving securely on [::]:10250'],
    ['tlsconfig.go:240', '"Starting DynamicServingCertificateController"'],
  ]),
};

export default image;
