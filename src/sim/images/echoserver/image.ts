import { echoText } from '../echo-text.ts';
import { type Image, server, serverUnless } from '../image.ts';

/** The echo server of the Kubernetes project: nginx with a script. */
const image: Image = {
  names: [
    'registry.k8s.io/echoserver',
    'k8s.gcr.io/echoserver',
    'gcr.io/google_containers/echoserver',
    'gcr.io/google-containers/echoserver',
    'registry.k8s.io/e2e-test-images/echoserver',
    'k8s.gcr.io/e2e-test-images/echoserver',
  ],
  hasTag: (tag) => /^1\.([0-9]|10)$|^2\.[0-5]$/.test(tag),
  sizeBytes: 43_000_000,
  behave: serverUnless(server({ startupMs: 400, ports: [8080, 8443], memoryBytes: 6_000_000 }), ['nginx']),
  system: {
    flavour: 'dash',
    also: ['bash', 'curl'],
    startLog: ['Generating self-signed cert', 'Starting nginx'],
    accessLog: 'nginx',
    reply: echoText,
  },
};

export default image;
