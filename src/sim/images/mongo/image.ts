import { type Image, releaseTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The document database. */
const image: Image = {
  names: ['mongo'],
  hasTag: releaseTags(
    { '3.4': 24, '3.6': 23, '4.0': 28, '4.2': 24, '4.4': 29, '5.0': 31, '6.0': 24, '7.0': 21, '8.0': 10 },
    ['jammy', 'focal'],
    ['latest', 'jammy', 'noble'],
  ),
  sizeBytes: 287_000_000,
  behave: serverUnless(
    server({ startupMs: 2500, ports: [27017], cpuMilli: 8, memoryBytes: 120_000_000, stopMs: 1200 }),
    ['mongod', 'docker-entrypoint.sh'],
  ),
  system: {
    flavour: 'dash',
    also: ['bash', 'mongosh'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'top'],
    files: {
      '/usr/bin/mongod': { program: SERVER_PROGRAM },
      '/data/db': { dir: true },
      '/data/configdb': { dir: true },
    },
    entrypoint: ['mongod'],
    reply: ({ protocol }) =>
      protocol === 'tcp'
        ? undefined
        : textReply(
            'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n',
            200,
            'text/plain',
          ),
    startLog: [
      '{"s":"I","c":"NETWORK","id":23016,"ctx":"listener","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}',
    ],
  },
};

export default image;
