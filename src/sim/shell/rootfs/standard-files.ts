import { toolNames } from '../tools.ts';
import type { BaseFile } from './base-tree.ts';

const PASSWD =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n';
const GROUP = 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nnobody:x:65534:\n';
/** Tools that live in /usr/bin or /sbin on usual systems; all others are in /bin. */
const SBIN = new Set(['ip', 'ifconfig', 'route', 'ping']);
/** Shells and clients that an image has only if it brings them itself. */
const OPTIONAL = new Set([
  'agnhost',
  'nslookup-1.28',
  'bash',
  'ash',
  'dash',
  'curl',
  'jq',
  'dig',
  'host',
  'nginx',
  'httpd',
  'redis-cli',
  'redis-server',
  'mysql',
  'psql',
  'pg_isready',
  'mysqladmin',
  'mariadb',
  'mariadb-admin',
  'mysqldump',
  'hexdump',
  'hd',
  'xxd',
  'rabbitmqctl',
  'rabbitmq-diagnostics',
  'getent',
  'node',
  'ruby',
  'php',
  'java',
  'mongosh',
  'python3',
  'python',
  'perl',
  'stress',
  'stress-ng',
  'll',
]);

/** The files of a small Linux system: directories, users, devices' names and the tools but for those left out. */
export function standardFiles(options: {
  readonly without?: readonly string[];
  readonly also?: readonly string[];
  readonly os?: string;
}): Record<string, BaseFile> {
  const files: Record<string, BaseFile> = {
    '/etc/passwd': PASSWD,
    '/etc/group': GROUP,
    '/etc/os-release': options.os ?? 'NAME="Simulated Linux"\nID=simulated\n',
    '/home': { dir: true },
    '/mnt': { dir: true },
    '/opt': { dir: true },
    '/root': { dir: true, mode: 0o700 },
    '/run': { dir: true },
    '/srv': { dir: true },
    '/sys': { dir: true, mode: 0o555 },
    '/tmp': { dir: true, mode: 0o1777 },
    '/usr/bin': { dir: true },
    '/usr/lib': { dir: true },
    '/usr/local/bin': { dir: true },
    '/usr/sbin': { dir: true },
    '/usr/share': { dir: true },
    '/var/lib': { dir: true },
    '/var/log': { dir: true },
    '/var/run': { link: '/run' },
    '/var/tmp': { dir: true, mode: 0o1777 },
  };
  const without = new Set(options.without ?? []);
  const also = new Set(options.also ?? []);
  for (const name of toolNames()) {
    if (without.has(name) || (OPTIONAL.has(name) && !also.has(name))) continue;
    files[`${SBIN.has(name) ? '/sbin' : '/bin'}/${name}`] = { program: name };
  }
  for (const name of also) files[`/usr/bin/${name}`] ??= { program: name };
  return files;
}
