import { type Image, SERVER_PROGRAM, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The backend of the documentation's walk-through that connects a frontend to it. */
const image: Image = {
  names: ['gcr.io/google-samples/hello-go-gke', 'us-docker.pkg.dev/google-samples/containers/gke/hello-go-gke'],
  hasTag: (tag) => tag === '1.0',
  sizeBytes: 4_900_000,
  behave: ({ command }) =>
    command.length > 0 ? undefined : server({ startupMs: 50, ports: [80], stopExitCode: 2, memoryBytes: 4_000_000 }),
  system: {
    flavour: 'busybox',
    bare: true,
    files: { '/hello': { program: SERVER_PROGRAM } },
    entrypoint: ['/hello'],
    reply: () => textReply('{"message":"Hello"}\n', 200, 'application/json'),
  },
};

export default image;
