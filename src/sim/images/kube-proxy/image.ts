import { GO_SETTINGS, klogSystem } from '../component-logs.ts';
import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 200, ports: [10256], cpuMilli: 1, memoryBytes: 20_000_000 });

/** The node's proxy; its rules are worked out in network/proxy/. */
const image: Image = {
  names: ['registry.k8s.io/kube-proxy'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 30_917_204,
  role: 'kube-proxy',
  behave: () => SERVER,
  system: (tag) =>
    klogSystem(({ ip }) => [
      ['server.go:698', `"Successfully retrieved node IP(s)" IPs=["${ip}"]`],
      ['server.go:497', `"Version info" version="${tag}"`],
      ['server.go:499', GO_SETTINGS],
      ['config.go:199', '"Starting service config controller"'],
      ['shared_informer.go:313', 'Waiting for caches to sync for service config'],
      ['config.go:105', '"Starting endpoint slice config controller"'],
      ['shared_informer.go:313', 'Waiting for caches to sync for endpoint slice config'],
      ['config.go:329', '"Starting node config controller"'],
      ['shared_informer.go:320', 'Caches are synced for service config'],
      ['shared_informer.go:320', 'Caches are synced for endpoint slice config'],
    ]),
};

export default image;
