import { type Image, releaseTags } from '../image.ts';

/** A small Linux. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['alpine'],
  hasTag: releaseTags(
    {
      '3.10': 9,
      '3.11': 13,
      '3.12': 12,
      '3.13': 12,
      '3.14': 10,
      '3.15': 11,
      '3.16': 9,
      '3.17': 10,
      '3.18': 12,
      '3.19': 7,
      '3.20': 6,
      '3.21': 3,
      '3.22': 1,
    },
    [],
    ['latest', 'edge'],
  ),
  sizeBytes: 3_642_247,
  behave: () => undefined,
  system: {
    flavour: 'busybox',
    os: 'NAME="Alpine Linux"\nID=alpine\nPRETTY_NAME="Alpine Linux"\n',
    files: { '/sbin/apk': { program: 'apk' } },
    cmd: ['sh'],
  },
};

export default image;
