import type { Image } from '../image.ts';

/** Uses processor time and memory: the image of the documentation's tasks on limits. */
const image: Image = {
  names: ['polinux/stress', 'progrium/stress'],
  hasTag: (tag) => tag === 'latest' || tag === '1.0.4',
  sizeBytes: 4_041_495,
  behave: () => undefined,
  system: { flavour: 'busybox', also: ['bash', 'stress'], cmd: ['stress'] },
};

export default image;
