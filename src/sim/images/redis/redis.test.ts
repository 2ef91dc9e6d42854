import { expect, test } from 'vitest';
import { FileSystem } from '../../shell/fs/file-system.ts';
import { newVolume } from '../../shell/fs/volume.ts';
import type { ServerPlace } from '../image.ts';
import { redisModel } from './model.ts';

const start = (conf: string, words: readonly string[]) => {
  const files = new FileSystem(newVolume('overlay', 0), () => 0);
  files.mkdir('/data', '/');
  files.writeFile('/r.conf', '/', conf);
  const place = { files, words, cwd: '/data', pid: 1, unixMs: 0, hostname: 'r', ip: '10.0.0.1', cpus: 1, uid: 0 };
  const loaded = redisModel('7.4.5').load!({ ...place, variable: () => undefined, resolves: () => true });
  const ask = (body: string): string | undefined => {
    if ('exitCode' in loaded) return undefined;
    const at: ServerPlace = {
      ...place,
      podName: 'r',
      clientIp: '10.0.0.2',
      upMs: 0,
      variable: () => undefined,
      raise: () => {},
    };
    return loaded.reply({ protocol: 'tcp', method: 'REDIS', path: '', headers: new Map(), body }, at)?.body;
  };
  return { loaded, ask };
};

const CASES: readonly [string, string][] = [
  ['ping', '+PONG\r\n'],
  ['set a 41', '+OK\r\n'],
  ['INCR a', ':42\r\n'],
  ['get a', '$2\r\n42\r\n'],
  ['get none', '$-1\r\n'],
  ['rpush l x "y z"', ':2\r\n'],
  ['lrange l 0 -1', '*2\r\n$1\r\nx\r\n$3\r\ny z\r\n'],
  ['incr l', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
  ['type l', '+list\r\n'],
  ['set a', "-ERR wrong number of arguments for 'set' command\r\n"],
  ['nope 1', "-ERR unknown command 'nope', with args beginning with: '1' \r\n"],
  ['CONFIG GET maxmemory', '*2\r\n$9\r\nmaxmemory\r\n$7\r\n2097152\r\n'],
  ['del a l none', ':2\r\n'],
  ['dbsize', ':0\r\n'],
];

test('commands get the protocol’s answers, one after the other', () => {
  const { ask } = start('# a remark\nmaxmemory 2mb\n', ['redis-server', '/r.conf']);
  expect(CASES.map(([command]) => [command, ask(command)])).toEqual(CASES);
});

test('the command line counts more than the file', () => {
  const { loaded } = start('port 7000', ['docker-entrypoint.sh', 'redis-server', '/r.conf', '--port', '7001']);
  expect('ports' in loaded && loaded.ports).toEqual([7001]);
});

test('a file with a directive that does not exist ends it, as does one that is missing', () => {
  expect(start('foo bar', ['redis-server', '/r.conf']).loaded).toEqual({
    exitCode: 1,
    log: [
      {
        stream: 'stderr',
        text: "\n*** FATAL CONFIG FILE ERROR (Redis 7.4.5) ***\nReading the configuration file, at line 1\n>>> 'foo bar'\nBad directive or wrong number of arguments",
      },
    ],
  });
  expect(start('', ['redis-server', '/no.conf']).loaded).toEqual({
    exitCode: 1,
    log: ["1:C 01 Jan 1970 00:00:00.000 # Fatal error, can't open config file '/no.conf': No such file or directory"],
  });
});
