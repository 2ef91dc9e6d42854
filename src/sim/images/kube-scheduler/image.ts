import { GO_SETTINGS, klogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 800, ports: [10259], cpuMilli: 5, memoryBytes: 25_000_000 });

/** The scheduler of a control plane that has Node objects; what it does is worked out in scheduler/. */
const image: Image = {
  names: ['registry.k8s.io/kube-scheduler'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 20_657_902,
  role: 'kube-scheduler',
  behave: () => SERVER,
  system: (tag) =>
    klogSystem(() => [
      ['serving.go:386', 'Generated self-signed cert in-memory'],
      ['server.go:166', `"Starting Kubernetes Scheduler" version="${tag}"`],
      ['server.go:168', GO_SETTINGS],
      ['secure_serving.go:213', 'Serving securely on 127.0.0.1:10259'],
      ['tlsconfig.go:243', '"Starting DynamicServingCertificateController"'],
      ['leaderelection.go:257', 'attempting to acquire leader lease kube-system/kube-scheduler...'],
    ]),
};

export default image;
