import { type Image, PLAIN_SERVING, releaseTags, SERVER_PROGRAM, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

const SERVING = { ...PLAIN_SERVING, workers: 150, serviceMs: 3, cpuMs: 4, memoryBytes: 2_000_000, drains: true };
const APACHE = server({ startupMs: 800, ports: [80], memoryBytes: 9_500_000, serving: SERVING });
const FPM = server({ startupMs: 300, ports: [9000], memoryBytes: 12_000_000 });

/** The language: with Apache, as FPM, or its prompt, which finds no input and ends. What a variant starts, its tag says. */
const image: Image = {
  names: ['php'],
  hasTag: releaseTags(
    {
      '5.6': 40,
      '7.0': 33,
      '7.1': 33,
      '7.2': 34,
      '7.3': 33,
      '7.4': 33,
      '8.0': 30,
      '8.1': 33,
      '8.2': 29,
      '8.3': 23,
      '8.4': 10,
    },
    ['apache', 'fpm', 'cli', 'alpine', 'fpm-alpine', 'cli-alpine', 'zts'],
    ['latest', 'apache', 'fpm', 'cli', 'alpine'],
  ),
  sizeBytes: 178_000_000,
  behave: ({ command, args }) => {
    const [word = ''] = [...command, ...args];
    return /apache2-foreground$/.test(word) ? APACHE : /php-fpm$/.test(word) ? FPM : undefined;
  },
  system: (tag) => {
    const program = tag.includes('apache') ? 'apache2-foreground' : tag.includes('fpm') ? 'php-fpm' : undefined;
    return {
      flavour: tag.includes('alpine') ? 'busybox' : 'dash',
      also: ['bash', 'curl', 'php'],
      files: {
        ...(program ? { [`/usr/local/bin/${program}`]: { program: SERVER_PROGRAM } } : {}),
        '/var/www/html': { dir: true },
      },
      cmd: program ? [program] : ['php', '-a'],
      workingDir: '/var/www/html',
      ...(program === 'apache2-foreground' ? { accessLog: 'combined' as const } : {}),
      reply: () => textReply('<h1>Forbidden</h1>\n', 403, 'text/html; charset=iso-8859-1'),
    };
  },
};

export default image;
