import { type Image, SERVER_PROGRAM, server } from '../image.ts';
import { coreDnsModel } from './model.ts';

const SERVER = server({
  startupMs: 300,
  ports: [53, 8080, 8181, 9153],
  stopMs: 5000,
  cpuMilli: 2,
  memoryBytes: 13_000_000,
});

/** The cluster's name server; what it answers is worked out in network/dns/ by the Corefile that it reads. */
const image: Image = {
  names: ['registry.k8s.io/coredns/coredns', 'coredns/coredns'],
  hasTag: (tag) => /^v?1\.(8|9|10|11|12)\.\d$/.test(tag) || tag === 'latest',
  sizeBytes: 18_562_039,
  role: 'coredns',
  behave: () => SERVER,
  system: (tag) => ({
    flavour: 'busybox',
    bare: true,
    files: { '/coredns': { program: SERVER_PROGRAM } },
    entrypoint: ['/coredns'],
    model: coreDnsModel(tag.replace(/^v/, '')),
  }),
};

export default image;
