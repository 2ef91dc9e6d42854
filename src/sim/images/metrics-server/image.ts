import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 300, ports: [10250], cpuMilli: 4, memoryBytes: 22_000_000 });

/** The server of resource metrics. */
const image: Image = {
  names: ['registry.k8s.io/metrics-server/metrics-server'],
  hasTag: (tag) => /^v0\.[3-8]\.\d$/.test(tag),
  sizeBytes: 21_531_456,
  role: 'metrics-server',
  behave: () => SERVER,
};

export default image;
