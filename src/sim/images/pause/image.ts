import { type Image, releaseTags, SERVER_PROGRAM, server } from '../image.ts';

/** The container that holds a Pod's namespaces: it waits, and ends on SIGTERM. */
const image: Image = {
  names: [
    'registry.k8s.io/pause',
    'k8s.gcr.io/pause',
    'gcr.io/google_containers/pause',
    'gcr.io/google-containers/pause',
  ],
  hasTag: releaseTags(
    { '3.4': 1, '3.5': 0, '3.6': 0, '3.7': 0, '3.8': 0, '3.9': 0, '3.10': 1 },
    [],
    ['latest', '1.0', '2.0', '3.0', '3.1', '3.2', '3.3'],
  ),
  sizeBytes: 319_178,
  behave: () => server({ startupMs: 0, ports: [], stopMs: 10, cpuMilli: 0, memoryBytes: 500_000 }),
  system: { flavour: 'busybox', bare: true, files: { '/pause': { program: SERVER_PROGRAM } }, entrypoint: ['/pause'] },
};

export default image;
