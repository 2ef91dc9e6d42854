import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

const ALIVE_MS = 10_000;

/** The server of the documentation's liveness task: well for ten seconds, then it fails. */
const image: Image = {
  names: ['registry.k8s.io/liveness', 'k8s.gcr.io/liveness', 'gcr.io/google_containers/liveness'],
  hasTag: (tag) => tag === 'latest' || tag === '0.1',
  sizeBytes: 1_790_000,
  behave: ({ command }) =>
    command.length > 0 && command[0] !== '/server'
      ? undefined
      : server({
          startupMs: 100,
          ports: [8080],
          stopExitCode: 2,
          memoryBytes: 3_000_000,
          health: (path, upMs) => (path === '/healthz' && upMs > ALIVE_MS ? 500 : 200),
        }),
  system: {
    flavour: 'busybox',
    reply: (_request, { upMs }) => (upMs > ALIVE_MS ? textReply(`error: ${upMs / 1000}`, 500) : textReply('ok')),
  },
};

export default image;
