import { type Image, SERVER_PROGRAM, server } from '../image.ts';

const SERVER = server({ startupMs: 200, ports: [8080], stopExitCode: 2, memoryBytes: 5_000_000 });

/** A small proxy that examples of probes connect to. */
const image: Image = {
  names: ['registry.k8s.io/goproxy', 'k8s.gcr.io/goproxy'],
  hasTag: (tag) => tag === '0.1',
  sizeBytes: 1_698_862,
  behave: () => SERVER,
  system: {
    flavour: 'busybox',
    bare: true,
    files: { '/goproxy': { program: SERVER_PROGRAM } },
    entrypoint: ['/goproxy'],
  },
};

export default image;
