import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The greeting of the documentation's task on exposing an application: a program without a handler of SIGTERM. */
const image: Image = {
  names: ['gcr.io/google-samples/node-hello'],
  hasTag: (tag) => tag === '1.0',
  sizeBytes: 262_000_000,
  behave: ({ command }) =>
    command.length > 0
      ? undefined
      : server({ startupMs: 700, ports: [8080], memoryBytes: 30_000_000, stopMs: Infinity }),
  system: {
    flavour: 'dash',
    also: ['bash', 'curl', 'node'],
    entrypoint: ['node', 'server.js'],
    reply: () => textReply('Hello Kubernetes!', 200, 'text/plain'),
  },
};

export default image;
