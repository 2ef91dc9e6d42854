import { type Image, releaseTags } from '../image.ts';

const releases = releaseTags(
  {
    '7.82': 0,
    '7.83': 1,
    '7.84': 0,
    '7.85': 0,
    '7.86': 0,
    '7.87': 0,
    '7.88': 1,
    '8.0': 1,
    '8.1': 2,
    '8.2': 1,
    '8.3': 0,
    '8.4': 0,
    '8.5': 0,
    '8.6': 0,
    '8.7': 1,
    '8.8': 0,
    '8.9': 1,
    '8.10': 1,
    '8.11': 1,
    '8.12': 1,
    '8.13': 0,
    '8.14': 1,
    '8.15': 0,
  },
  [],
  ['latest'],
);

/** The client. Without arguments it says how to get help, and ends with 2. */
const image: Image = {
  names: ['curlimages/curl', 'quay.io/curl/curl'],
  hasTag: (tag) => releases(tag) && /^(latest|\d+\.\d+\.\d+)$/.test(tag),
  sizeBytes: 9_600_000,
  behave: () => undefined,
  system: { flavour: 'busybox', also: ['curl'], entrypoint: ['curl'], workingDir: '/' },
};

export default image;
