import { type Image, type ImageSystem, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';

const SERVER = server({ startupMs: 200, ports: [6379], cpuMilli: 3, memoryBytes: 4_000_000 });

/** What the server answers to a command; keys are kept as a file in the container. */
const redisReply: NonNullable<ImageSystem['reply']> = ({ body }, { files }) => {
  const [command = '', key = '', ...rest] = body.trim().split(/\s+/);
  const path = `/data/.keys/${encodeURIComponent(key)}`;
  const text = (line: string): ReturnType<NonNullable<ImageSystem['reply']>> => ({
    status: 200,
    headers: new Map(),
    body: `${line}\n`,
  });
  switch (command.toUpperCase()) {
    case 'PING':
      return text('PONG');
    case 'SET':
      if (!files.find('/data/.keys', '/')) files.mkdir('/data/.keys', '/');
      files.writeFile(path, '/', rest.join(' '));
      return text('OK');
    case 'GET':
      return text(files.find(path, '/') ? files.readFile(path, '/') : '');
    default:
      return text(`ERR unknown command '${command}', with args beginning with: `);
  }
};

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
  system: {
    flavour: 'dash',
    also: ['bash', 'redis-cli'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'vi', 'ps', 'top'],
    files: { '/usr/local/bin/redis-server': { program: SERVER_PROGRAM }, '/data': { dir: true } },
    entrypoint: ['redis-server'],
    reply: redisReply,
    workingDir: '/data',
    startLog: [
      '1:C * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
      '1:M * Running mode=standalone, port=6379.',
      '1:M * Server initialized',
      '1:M * Ready to accept connections tcp',
    ],
  },
};

export default image;
