import { APACHE_SYSTEM } from '../apache-system.ts';
import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';
import { guestbookPhp, type Stores } from './guestbook.ts';

const SERVER = server({ startupMs: 800, ports: [80], memoryBytes: 15_000_000 });

/** The page, which asks guestbook.php by script. */
const PAGE =
  '<html ng-app="redis">\n  <head><title>Guestbook</title></head>\n  <body ng-controller="RedisCtrl">\n    <h2>Guestbook</h2>\n    <form><input ng-model="msg" type="text" name="input"><button type="button">Submit</button></form>\n  </body>\n</html>\n';

/** Older front ends know the stores by their former names. */
function storesOf(tag: string): Stores {
  return /^v[1-4]$/.test(tag)
    ? { leader: 'redis-master', follower: 'redis-slave' }
    : { leader: 'redis-leader', follower: 'redis-follower' };
}

/** The front end of the guestbook example. */
const image: Image = {
  names: [
    'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend',
    'gcr.io/google-samples/gb-frontend',
    'gcr.io/google_samples/gb-frontend',
    'gb-frontend',
  ],
  hasTag: (tag) => /^v[1-6]$|^latest$/.test(tag),
  sizeBytes: 149_000_000,
  behave: () => SERVER,
  system: (tag) => ({
    ...APACHE_SYSTEM,
    reply: (request, place) => {
      const { path } = request;
      if (path === '/' || path === '/index.html') return textReply(PAGE, 200, 'text/html');
      if (path.startsWith('/guestbook.php')) return guestbookPhp(storesOf(tag))(request, place);
      return textReply('Not Found\n', 404);
    },
  }),
};

export default image;
