import { type Image, releaseTags } from '../image.ts';

/** The language of the documentation's Job that computes pi. */
const image: Image = {
  names: ['perl'],
  hasTag: releaseTags(
    { '5.34': 3, '5.36': 3, '5.38': 4, '5.40': 2 },
    ['slim', 'bookworm'],
    ['latest', 'slim', '5.34.0'],
  ),
  sizeBytes: 336_374_010,
  behave: () => undefined,
  system: { flavour: 'bash', also: ['bash', 'curl', 'perl'], cmd: ['perl', '-de0'] },
};

export default image;
