import { type Image, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';

/** The message broker; the management plug-in listens too. */
const image: Image = {
  names: ['rabbitmq'],
  hasTag: releaseTags(
    { '3.6': 16, '3.7': 28, '3.8': 34, '3.9': 29, '3.10': 25, '3.11': 28, '3.12': 14, '3.13': 7, '4.0': 9, '4.1': 2 },
    ['management', 'alpine', 'management-alpine'],
    ['latest', 'management', 'alpine', 'management-alpine'],
  ),
  sizeBytes: 103_000_000,
  behave: serverUnless(
    server({
      startupMs: 6000,
      ports: [5672, 15672, 25672, 4369],
      cpuMilli: 10,
      memoryBytes: 130_000_000,
      stopMs: 3000,
    }),
    ['rabbitmq-server', 'docker-entrypoint.sh'],
  ),
  system: {
    flavour: 'dash',
    also: ['bash'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: { '/opt/rabbitmq/sbin/rabbitmq-server': { program: SERVER_PROGRAM }, '/var/lib/rabbitmq': { dir: true } },
    entrypoint: ['rabbitmq-server'],
    startLog: ['  Starting broker... completed with 3 plugins.'],
  },
};

export default image;
