import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 800, ports: [2379, 2380, 2381], cpuMilli: 20, memoryBytes: 60_000_000 });

/** The store of the control plane; what it does is worked out in etcd/. */
const image: Image = {
  names: ['registry.k8s.io/etcd'],
  hasTag: (tag) => /^3\.5\.\d+(-\d+)?$/.test(tag),
  sizeBytes: 57_680_541,
  role: 'etcd',
  behave: () => SERVER,
};

export default image;
