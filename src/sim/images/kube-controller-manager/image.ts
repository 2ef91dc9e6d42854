import { GO_SETTINGS, klogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 1000, ports: [10257], cpuMilli: 20, memoryBytes: 60_000_000 });

/** The controller manager of a control plane that has Node objects; what it does is worked out in controllers/. */
const image: Image = {
  names: ['registry.k8s.io/kube-controller-manager'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 26_259_392,
  role: 'kube-controller-manager',
  behave: () => SERVER,
  system: (tag) =>
    klogSystem(() => [
      ['serving.go:386', 'Generated self-signed cert in-memory'],
      ['controllermanager.go:185', `"Starting" version="${tag}"`],
      ['controllermanager.go:187', GO_SETTINGS],
      ['secure_serving.go:213', 'Serving securely on 127.0.0.1:10257'],
      ['tlsconfig.go:243', '"Starting DynamicServingCertificateController"'],
      ['leaderelection.go:257', 'attempting to acquire leader lease kube-system/kube-controller-manager...'],
    ]),
};

export default image;
