import { type Image, type ImageSystem, releaseTags, server, serverUnless } from '../image.ts';

const SERVER = server({ startupMs: 300, ports: [80], cpuMilli: 1, memoryBytes: 6_000_000 });

const NGINX_CONF =
  'user  nginx;\nworker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/conf.d/*.conf;\n}\n';
const DEFAULT_CONF =
  'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n';
const WELCOME =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';

/** The pages that lie in the container. */
const page: NonNullable<ImageSystem['reply']> = ({ path }, { files }) => {
  const plain = path.replace(/[?#].*/, '');
  const at = `/usr/share/nginx/html${plain.endsWith('/') ? `${plain}index.html` : plain}`;
  const found = files.find(at, '/');
  const headers = new Map([
    ['Server', 'nginx/1.27.5'],
    ['Content-Type', 'text/html'],
  ]);
  if (found?.node.type === 'file') return { status: 200, headers, body: files.readFile(at, '/') };
  const body =
    '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.27.5</center>\r\n</body>\r\n</html>\r\n';
  return { status: 404, headers, body };
};

/** The web server. Its image sends SIGQUIT first, so that it ends with 0. */
const image: Image = {
  names: ['nginx'],
  hasTag: releaseTags(
    {
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
    },
    ['alpine', 'perl', 'alpine-slim', 'alpine-perl', 'bookworm'],
    ['latest', 'stable', 'mainline', 'alpine', 'perl', 'stable-alpine', 'mainline-alpine', 'alpine-slim'],
  ),
  sizeBytes: 72_189_213,
  behave: serverUnless(SERVER, ['nginx', 'docker-entrypoint.sh', 'nginx-debug']),
  system: {
    flavour: 'dash',
    also: ['bash', 'curl'],
    without: ['wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top', 'telnet'],
    files: {
      '/usr/sbin/nginx': { program: 'nginx' },
      '/etc/nginx/nginx.conf': NGINX_CONF,
      '/etc/nginx/conf.d/default.conf': DEFAULT_CONF,
      '/usr/share/nginx/html/index.html': WELCOME,
      '/var/log/nginx/access.log': { link: '/dev/stdout' },
      '/var/log/nginx/error.log': { link: '/dev/stderr' },
    },
    reply: page,
    processes: (words, cpus) => [
      { title: `nginx: master process ${words.filter((word) => !word.endsWith('/docker-entrypoint.sh')).join(' ')}` },
      ...Array.from({ length: Math.max(1, Math.floor(cpus)) }, () => ({ title: 'nginx: worker process', uid: 101 })),
    ],
    accessLog: 'nginx',
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    startLog: [
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
    ],
  },
};

export default image;
