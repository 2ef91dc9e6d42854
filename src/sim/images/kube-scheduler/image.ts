import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 800, ports: [10259], cpuMilli: 5, memoryBytes: 25_000_000 });

/** The scheduler of a control plane that has Node objects; what it does is worked out in scheduler/. */
const image: Image = {
  names: ['registry.k8s.io/kube-scheduler'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 20_657_902,
  role: 'kube-scheduler',
  behave: () => SERVER,
};

export default image;
