import { APACHE_SYSTEM } from '../apache-system.ts';
import { type Image, PLAIN_SERVING, releaseTags, server, serverUnless } from '../image.ts';
import { wordpress } from './blog.ts';

/** Apache with PHP. SIGWINCH is its image's stop signal: it ends open requests first. */
const SERVER = server({
  startupMs: 2500,
  ports: [80],
  memoryBytes: 45_000_000,
  serving: { ...PLAIN_SERVING, workers: 150, serviceMs: 40, cpuMs: 60, memoryBytes: 8_000_000, drains: true },
});

/** The blog: until it has been set up it leads to its installation. */
const image: Image = {
  names: ['wordpress'],
  hasTag: releaseTags(
    {
      '4.8': 3,
      '4.9': 8,
      '5.8': 3,
      '5.9': 3,
      '6.0': 3,
      '6.1': 1,
      '6.2': 2,
      '6.3': 2,
      '6.4': 5,
      '6.5': 5,
      '6.6': 2,
      '6.7': 2,
      '6.8': 2,
    },
    ['apache', 'fpm', 'php8.1-apache', 'php8.2-apache', 'php8.3-apache'],
    ['latest', 'apache', 'fpm', 'php8.2', 'php8.2-apache', 'php8.3-apache'],
  ),
  sizeBytes: 245_000_000,
  behave: serverUnless(SERVER, ['apache2-foreground', 'docker-entrypoint.sh']),
  system: {
    ...APACHE_SYSTEM,
    reply: wordpress,
    startLog: [
      'WordPress not found in /var/www/html - copying now...',
      'Complete! WordPress has been successfully copied to /var/www/html',
      "No 'wp-config.php' found in /var/www/html, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' (WORDPRESS_DB_HOST)",
      "[core:notice] [pid 1] AH00094: Command line: 'apache2 -D FOREGROUND'",
    ],
  },
};

export default image;
