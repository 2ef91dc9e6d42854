import type { Image } from '../image.ts';

/** Every tool that looks into networks. Without a terminal its shell ends at once. */
const image: Image = {
  names: ['nicolaka/netshoot'],
  hasTag: (tag) => /^latest$|^v0\.(1|[4-9]|1[0-4])$/.test(tag),
  sizeBytes: 198_000_000,
  behave: () => undefined,
  system: {
    flavour: 'busybox',
    also: ['bash', 'curl', 'dig', 'host', 'redis-cli', 'python3'],
    workingDir: '/root',
    cmd: ['bash'],
  },
};

export default image;
