import { type Image, type ImageSystem, releaseTags, server, serverUnless } from '../image.ts';
import { NGINX_FILES } from './files.ts';
import { nginxModel } from './model.ts';

const SERVER = server({ startupMs: 300, ports: [80], cpuMilli: 1, memoryBytes: 6_000_000 });

function versionOf(tag: string): string {
  const patch = PATCHES[tag];
  if (patch !== undefined) return `${tag}.${patch}`;
  return VERSIONS[tag] ?? (/^\d+\.\d+\.\d+$/.test(tag) ? tag : LATEST);
}

/** What is inside the image of a version. Alpine's has a small shell; its curl and wget differ from Debian's. */
function systemOf(tag: string): ImageSystem {
  const version = versionOf(tag.replace(/-.*$/, ''));
  const isAlpine = tag.includes('alpine');
  return {
    flavour: isAlpine ? 'busybox' : 'dash',
    also: isAlpine ? (tag.includes('slim') ? [] : ['curl']) : ['bash', 'curl'],
    without: isAlpine
      ? []
      : [
          'wget',
          'ping',
          'nslookup',
          'nc',
          'ip',
          'ifconfig',
          'ps',
          'top',
          'telnet',
          'vi',
          'free',
          'uptime',
          'pkill',
          'pgrep',
          'killall',
          'pidof',
        ],
    files: NGINX_FILES,
    accessLog: 'nginx',
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    env: { NGINX_VERSION: version },
    model: nginxModel(version),
  };
}

/** The newest patch of each version; a tag without a patch is that one. */
const PATCHES: Readonly<Record<string, number>> = {
  '1.7': 12,
  '1.8': 1,
  '1.9': 15,
  '1.10': 3,
  '1.11': 13,
  '1.12': 2,
  '1.13': 12,
  '1.14': 2,
  '1.15': 12,
  '1.16': 1,
  '1.17': 10,
  '1.18': 0,
  '1.19': 10,
  '1.20': 2,
  '1.21': 6,
  '1.22': 1,
  '1.23': 4,
  '1.24': 0,
  '1.25': 5,
  '1.26': 3,
  '1.27': 5,
  '1.28': 0,
  '1.29': 3,
};

/** The newest of all, and of what has a name. */
const LATEST = '1.29.3';
const VERSIONS: Readonly<Record<string, string>> = {
  latest: LATEST,
  mainline: LATEST,
  stable: '1.28.0',
  alpine: LATEST,
};

/** The web server. Its image sends SIGQUIT first, so that it ends with 0. */
const image: Image = {
  names: ['nginx'],
  hasTag: releaseTags(
    PATCHES,
    ['alpine', 'perl', 'alpine-slim', 'alpine-perl', 'bookworm'],
    ['latest', 'stable', 'mainline', 'alpine', 'perl', 'stable-alpine', 'mainline-alpine', 'alpine-slim'],
  ),
  sizeBytes: 72_189_213,
  behave: serverUnless(SERVER, ['nginx', 'docker-entrypoint.sh', 'nginx-debug']),
  system: systemOf,
};

export default image;
