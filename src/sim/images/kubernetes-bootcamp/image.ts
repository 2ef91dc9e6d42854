import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The application of the basics tutorial; its tag is its version. */
const image: Image = {
  names: [
    'gcr.io/google-samples/kubernetes-bootcamp',
    'docker.io/jocatalin/kubernetes-bootcamp',
    'gcr.io/k8s-minikube/kubernetes-bootcamp',
  ],
  hasTag: (tag) => tag === 'v1' || tag === 'v2' || tag === 'latest',
  sizeBytes: 83_600_000,
  behave: ({ command }) =>
    command.length > 0
      ? undefined
      : server({ startupMs: 600, ports: [8080], memoryBytes: 25_000_000, stopMs: Infinity }),
  system: (tag) => ({
    flavour: 'dash',
    also: ['bash', 'curl', 'node'],
    without: ['wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig'],
    entrypoint: ['node', 'server.js'],
    startLog: ['Kubernetes Bootcamp App Started'],
    reply: (_request, { podName }) =>
      textReply(`Hello Kubernetes bootcamp! | Running on: ${podName} | v=${tag === 'v2' ? 2 : 1}\n`, 200, 'text/plain'),
  }),
};

export default image;
