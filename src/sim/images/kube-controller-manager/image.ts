import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 1000, ports: [10257], cpuMilli: 20, memoryBytes: 60_000_000 });

/** The controller manager of a control plane that has Node objects; what it does is worked out in controllers/. */
const image: Image = {
  names: ['registry.k8s.io/kube-controller-manager'],
  hasTag: (tag) => /^v1\.\d+\.\d+$/.test(tag),
  sizeBytes: 26_259_392,
  role: 'kube-controller-manager',
  behave: () => SERVER,
};

export default image;
