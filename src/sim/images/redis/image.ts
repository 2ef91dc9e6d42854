import { type Image, type ImageSystem, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';
import { redisModel } from './model.ts';

const SERVER = server({ startupMs: 200, ports: [6379], cpuMilli: 3, memoryBytes: 4_000_000 });

const LATEST = '8.0.3';
const NEWEST: Readonly<Record<string, string>> = {
  '8': LATEST,
  '7': '7.4.5',
  '7.4': '7.4.5',
  '7.2': '7.2.10',
  '7.0': '7.0.15',
  '6': '6.2.19',
  '6.2': '6.2.19',
  '6.0': '6.0.20',
  '5': '5.0.14',
  '5.0': '5.0.14',
};

/** The version that a tag means. */
function versionOf(tag: string): string {
  const bare = tag.replace(/-.*$/, '');
  return NEWEST[bare] ?? (/^\d+\.\d+\.\d+$/.test(bare) ? bare : LATEST);
}

/** The in-memory store. */
const image: Image = {
  names: ['redis'],
  hasTag: releaseTags(
    {
      '2.8': 23,
      '3.0': 7,
      '3.2': 12,
      '4.0': 14,
      '5.0': 14,
      '6.0': 20,
      '6.2': 19,
      '7.0': 15,
      '7.2': 10,
      '7.4': 5,
      '8.0': 3,
    },
    ['alpine', 'bookworm'],
    ['latest', 'alpine', 'bookworm'],
  ),
  sizeBytes: 52_800_000,
  behave: serverUnless(SERVER, ['redis-server', 'docker-entrypoint.sh']),
  system: redisSystem,
};

/** The system of a replica whose leader is the Service of a name. Its version is that of the guestbook. */
export function followerSystem(leader: string): ImageSystem {
  return { ...redisSystem('6.0.5'), cmd: ['redis-server', '--replicaof', leader, '6379'] };
}

function redisSystem(tag: string): ImageSystem {
  const isAlpine = tag.includes('alpine');
  return {
    flavour: isAlpine ? 'busybox' : 'dash',
    also: isAlpine ? ['redis-cli'] : ['bash', 'redis-cli'],
    without: isAlpine
      ? []
      : ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'vi', 'ps', 'top', 'telnet', 'pkill', 'pgrep'],
    files: {
      '/usr/local/bin/redis-server': { program: SERVER_PROGRAM },
      '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
      '/data': { dir: true },
      '/etc/passwd':
        'root:x:0:0:root:/root:/bin/sh\nredis:x:999:999::/data:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    env: { REDIS_VERSION: versionOf(tag) },
    workingDir: '/data',
    model: redisModel(versionOf(tag)),
    keepsData: true,
  };
}

export default image;
