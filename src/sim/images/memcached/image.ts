import { type Image, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';

/** The cache. It writes nothing. */
const image: Image = {
  names: ['memcached'],
  hasTag: releaseTags({ '1.4': 39, '1.5': 22, '1.6': 39 }, ['alpine'], ['latest', 'alpine', 'bookworm']),
  sizeBytes: 32_100_000,
  behave: serverUnless(server({ startupMs: 50, ports: [11211], cpuMilli: 1, memoryBytes: 3_000_000 }), [
    'memcached',
    'docker-entrypoint.sh',
  ]),
  system: {
    flavour: 'dash',
    also: ['bash'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: { '/usr/local/bin/memcached': { program: SERVER_PROGRAM } },
    entrypoint: ['memcached'],
  },
};

export default image;
