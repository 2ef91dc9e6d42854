import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 2000, ports: [80, 443, 8443, 10254], cpuMilli: 3, memoryBytes: 90_000_000 });

/** The ingress controller of the Kubernetes project; how it passes requests on is in network/ingress. */
const image: Image = {
  names: ['registry.k8s.io/ingress-nginx/controller'],
  hasTag: (tag) => /^v1\.\d{1,2}\.\d{1,2}$/.test(tag),
  sizeBytes: 104_000_000,
  role: 'ingress-nginx',
  behave: () => ({
    ...SERVER,
    serving: { ...SERVER.serving, workers: 1024, serviceMs: 0.2, cpuMs: 0.1, drains: true },
  }),
};

export default image;
