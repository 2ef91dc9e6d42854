import { type Image, PLAIN_SERVING, SERVER_PROGRAM, server, serverUnless } from '../image.ts';

/** Apache with PHP: each page adds up a million square roots. How long that takes is a guess at a machine of today. */
const SERVER = server({
  startupMs: 800,
  ports: [80],
  memoryBytes: 9_500_000,
  serving: { ...PLAIN_SERVING, workers: 150, serviceMs: 1, cpuMs: 90, memoryBytes: 2_000_000 },
});

/** The server of the autoscaling walk-through. */
const image: Image = {
  names: ['registry.k8s.io/hpa-example', 'k8s.gcr.io/hpa-example', 'gcr.io/google_containers/hpa-example'],
  hasTag: (tag) => tag === 'latest',
  sizeBytes: 169_000_000,
  behave: serverUnless(SERVER, ['apache2-foreground']),
  system: {
    flavour: 'bash',
    also: ['bash', 'curl'],
    files: { '/usr/local/bin/apache2-foreground': { program: SERVER_PROGRAM } },
    entrypoint: ['apache2-foreground'],
    workingDir: '/var/www/html',
    startLog: [
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using the Pod's address. Set the 'ServerName' directive globally to suppress this message",
    ],
    accessLog: 'combined',
    reply: () => ({ status: 200, headers: new Map([['Content-Type', 'text/html']]), body: 'OK!' }),
  },
};

export default image;
