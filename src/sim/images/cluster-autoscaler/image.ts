import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 500, ports: [8085], cpuMilli: 5, memoryBytes: 62_000_000 });

/** Makes groups of nodes grow and shrink; what it does is in cloud/autoscaler/. */
const image: Image = {
  names: ['registry.k8s.io/autoscaling/cluster-autoscaler'],
  hasTag: (tag) => /^v1\.(2[0-9]|3[0-3])\.\d$/.test(tag),
  sizeBytes: 37_219_328,
  role: 'cluster-autoscaler',
  behave: () => SERVER,
};

export default image;
