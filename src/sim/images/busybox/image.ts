import { type Image, releaseTags } from '../image.ts';

/** Up to 1.28 nslookup asked as programs do, and showed what it found in another form. */
const isOld = (tag: string): boolean => Number(/^1\.(\d+)/.exec(tag)?.[1] ?? 99) <= 28;

/** The tools of a small Unix in one program. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['busybox', 'registry.k8s.io/busybox', 'k8s.gcr.io/busybox', 'gcr.io/google-containers/busybox'],
  hasTag: releaseTags(
    {
      '1.23': 2,
      '1.24': 2,
      '1.25': 1,
      '1.26': 2,
      '1.27': 2,
      '1.28': 4,
      '1.29': 3,
      '1.30': 1,
      '1.31': 1,
      '1.32': 1,
      '1.33': 1,
      '1.34': 1,
      '1.35': 0,
      '1.36': 1,
      '1.37': 0,
    },
    ['glibc', 'musl', 'uclibc'],
    ['latest', 'stable', 'glibc', 'musl', 'uclibc'],
  ),
  sizeBytes: 2_156_518,
  behave: () => undefined,
  system: (tag) => ({
    flavour: 'busybox',
    also: ['httpd'],
    files: {
      ...(isOld(tag) ? { '/bin/nslookup': { program: 'nslookup-1.28' } } : {}),
    },
    cmd: ['sh'],
  }),
};

export default image;
