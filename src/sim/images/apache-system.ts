import { type ImageSystem, SERVER_PROGRAM } from './image.ts';

/** What images have that are made from PHP's image with Apache. */
export const APACHE_SYSTEM = {
  flavour: 'dash',
  also: ['bash', 'curl', 'php'],
  without: ['wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
  files: { '/usr/local/bin/apache2-foreground': { program: SERVER_PROGRAM }, '/var/www/html': { dir: true } },
  entrypoint: ['apache2-foreground'],
  workingDir: '/var/www/html',
  accessLog: 'combined',
} as const satisfies Partial<ImageSystem>;
