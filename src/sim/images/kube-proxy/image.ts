import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 200, ports: [10249, 10256], cpuMilli: 1, memoryBytes: 20_000_000 });

/** The node's proxy; its rules are worked out in network/kube-proxy.ts. */
const image: Image = {
  names: ['registry.k8s.io/kube-proxy'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 30_917_204,
  role: 'kube-proxy',
  behave: () => SERVER,
};

export default image;
