import { type Image, releaseTags } from '../image.ts';

/** The shell of the documentation's Jobs, on an Alpine Linux. */
const image: Image = {
  names: ['bash'],
  hasTag: releaseTags(
    { '3.2': 57, '4.0': 44, '4.1': 17, '4.2': 53, '4.3': 48, '4.4': 23, '5.0': 18, '5.1': 16, '5.2': 37, '5.3': 3 },
    ['alpine3.22'],
    ['latest'],
  ),
  sizeBytes: 6_400_000,
  behave: () => undefined,
  system: { flavour: 'busybox', also: ['bash'], cmd: ['bash'] },
};

export default image;
