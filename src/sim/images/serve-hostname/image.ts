import { type Image, SERVER_PROGRAM, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** Answers every request with the name of its Pod: the server of the documentation's task on Services. */
const image: Image = {
  names: ['registry.k8s.io/serve_hostname', 'k8s.gcr.io/serve_hostname', 'gcr.io/google_containers/serve_hostname'],
  hasTag: (tag) => /^(v?1\.\d|latest)$/.test(tag),
  sizeBytes: 5_300_000,
  behave: ({ command }) =>
    command.length > 0 ? undefined : server({ startupMs: 50, ports: [9376], stopExitCode: 2, memoryBytes: 5_000_000 }),
  system: {
    flavour: 'busybox',
    bare: true,
    files: { '/serve_hostname': { program: SERVER_PROGRAM } },
    entrypoint: ['/serve_hostname'],
    reply: (_request, { podName }) => textReply(podName),
  },
};

export default image;
