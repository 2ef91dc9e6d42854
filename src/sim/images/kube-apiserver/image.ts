import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 1500, ports: [6443], cpuMilli: 50, memoryBytes: 300_000_000 });

/** The API server of a control plane that has Node objects; what it does is worked out in apiserver/. */
const image: Image = {
  names: ['registry.k8s.io/kube-apiserver'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 28_670_731,
  role: 'kube-apiserver',
  behave: () => SERVER,
};

export default image;
