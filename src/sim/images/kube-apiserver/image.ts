import { GO_SETTINGS, klogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 1500, ports: [6443], cpuMilli: 50, memoryBytes: 300_000_000 });

/** The API server of a control plane that has Node objects; what it does is worked out in apiserver/. */
const image: Image = {
  names: ['registry.k8s.io/kube-apiserver'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 28_670_731,
  role: 'kube-apiserver',
  behave: () => SERVER,
  system: (tag) =>
    klogSystem(({ ip }) => [
      ['options.go:238', `external host was not specified, using ${ip}`],
      ['server.go:143', `Version: ${tag}`],
      ['server.go:145', GO_SETTINGS],
      ['shared_informer.go:313', 'Waiting for caches to sync for node_authorizer'],
      ['instance.go:233', 'Using reconciler: lease'],
      ['handler.go:286', 'Adding GroupVersion  v1 to ResourceManager'],
      ['handler.go:286', 'Adding GroupVersion apps v1 to ResourceManager'],
      ['handler.go:286', 'Adding GroupVersion apiregistration.k8s.io v1 to ResourceManager'],
      ['secure_serving.go:213', 'Serving securely on [::]:6443'],
      ['tlsconfig.go:243', '"Starting DynamicServingCertificateController"'],
      ['shared_informer.go:320', 'Caches are synced for node_authorizer'],
    ]),
};

export default image;
