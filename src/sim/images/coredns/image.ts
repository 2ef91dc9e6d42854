import { type Image, SERVER_PROGRAM, server } from '../image.ts';

const SERVER = server({
  startupMs: 300,
  ports: [53, 8080, 8181, 9153],
  stopMs: 5000,
  cpuMilli: 2,
  memoryBytes: 13_000_000,
});

/** The cluster's name server; what it answers is worked out in network/dns/names.ts. It waits 5 s on SIGTERM (lameduck). */
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
    startLog: [
      '.:53',
      '[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908',
      `CoreDNS-${tag.replace(/^v/, '')}`,
      'linux/amd64, go1.21.11, a6338e9',
    ],
  }),
};

export default image;
