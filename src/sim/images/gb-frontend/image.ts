import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 800, ports: [80], memoryBytes: 15_000_000 });

/** The front end of the guestbook example. */
const image: Image = {
  names: [
    'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend',
    'gcr.io/google-samples/gb-frontend',
    'gcr.io/google_samples/gb-frontend',
    'gb-frontend',
  ],
  hasTag: (tag) => /^v[1-6]$|^latest$/.test(tag),
  sizeBytes: 149_000_000,
  behave: () => SERVER,
};

export default image;
