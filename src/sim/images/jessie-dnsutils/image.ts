import type { Image } from '../image.ts';

/** The image of the documentation's task on DNS: it sleeps while people ask name servers. */
const image: Image = {
  names: [
    'registry.k8s.io/e2e-test-images/jessie-dnsutils',
    'k8s.gcr.io/e2e-test-images/jessie-dnsutils',
    'gcr.io/kubernetes-e2e-test-images/dnsutils',
    'registry.k8s.io/jessie-dnsutils',
  ],
  hasTag: (tag) => /^1\.[0-7]$/.test(tag),
  sizeBytes: 112_000_000,
  behave: () => undefined,
  system: {
    flavour: 'dash',
    also: ['bash', 'dig', 'host', 'getent'],
    without: ['curl', 'nc'],
    os: 'PRETTY_NAME="Debian GNU/Linux 8 (jessie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="8"\nID=debian\n',
    cmd: ['sleep', '3600'],
  },
};

export default image;
