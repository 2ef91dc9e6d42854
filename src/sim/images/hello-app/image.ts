import { type Image, SERVER_PROGRAM, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The greeting server of many walk-throughs; its tag is its version. */
const image: Image = {
  names: [
    'gcr.io/google-samples/hello-app',
    'us-docker.pkg.dev/google-samples/containers/gke/hello-app',
    'registry.k8s.io/hello-app',
  ],
  hasTag: (tag) => tag === '1.0' || tag === '2.0',
  sizeBytes: 13_000_000,
  behave: ({ command }) =>
    command.length > 0
      ? undefined
      : server({
          startupMs: 50,
          ports: [8080],
          memoryBytes: 4_000_000,
          stopExitCode: 2,
          startLog: ['Server listening on port 8080'],
        }),
  system: (tag) => ({
    flavour: 'busybox',
    without: ['sh', 'ls', 'cat', 'wget'],
    files: { '/hello-app': { program: SERVER_PROGRAM } },
    entrypoint: ['/hello-app'],
    reply: (_request, { podName }) => textReply(`Hello, world!\nVersion: ${tag}.0\nHostname: ${podName}\n`),
  }),
};

export default image;
