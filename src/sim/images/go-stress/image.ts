import type { Image } from '../image.ts';

/** Uses processor time and memory: the image of the documentation's tasks on CPU and of load in a namespace. */
const image: Image = {
  names: ['vish/stress'],
  hasTag: (tag) => tag === 'latest',
  sizeBytes: 1_563_494,
  behave: () => undefined,
  system: { flavour: 'busybox', bare: true, files: { '/stress': { program: 'go-stress' } }, entrypoint: ['/stress'] },
};

export default image;
