import type { Image } from '../image.ts';
import redis, { followerSystem } from '../redis/image.ts';

/** The replica of the older guestbook's store. */
const image: Image = {
  ...redis,
  names: ['gcr.io/google_samples/gb-redisslave', 'gcr.io/google-samples/gb-redisslave'],
  hasTag: (tag) => /^v[1-3]$/.test(tag),
  sizeBytes: 40_900_000,
  system: followerSystem('redis-master'),
};

export default image;
