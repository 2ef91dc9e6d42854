import { type Image, server, serverUnless } from '../image.ts';
import nginx from '../nginx/image.ts';

/** The web server of the StatefulSet tutorial. Its pages can be written over. */
const image: Image = {
  ...nginx,
  names: ['registry.k8s.io/nginx-slim', 'k8s.gcr.io/nginx-slim', 'gcr.io/google_containers/nginx-slim'],
  hasTag: (tag) => /^0\.([1-9]|1[0-9]|2[0-9])$/.test(tag),
  sizeBytes: 43_000_000,
  behave: serverUnless(server({ startupMs: 300, ports: [80], memoryBytes: 5_000_000 }), ['nginx']),
};

export default image;
