import type { Image } from '../image.ts';
import redis, { followerSystem } from '../redis/image.ts';

/** The replica of the guestbook's store. */
const image: Image = {
  ...redis,
  names: [
    'us-docker.pkg.dev/google-samples/containers/gke/gb-redisfollower',
    'us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower',
    'gcr.io/google_samples/gb-redisfollower',
  ],
  hasTag: (tag) => /^v[1-3]$/.test(tag),
  sizeBytes: 40_900_000,
  system: followerSystem('redis-leader'),
};

export default image;
