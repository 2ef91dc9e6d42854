import { SIGINT, SIGTERM } from '../../shell/kernel/signals.ts';
import type { ServerReply } from '../../shell/network-access.ts';
import type { ServerLine, ServerModel, SignalPlace, StartPlace } from '../server-model.ts';
import { openStore, runCommand } from './commands.ts';
import { type RedisConfig, RedisConfigError, readRedisConfig } from './config.ts';
import { answerFollower, askedFollower, isWrite } from './replication.ts';
import { encodeResp } from './resp.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const REDIS_UID = 999;

/** A line as redis writes it: its process and role, the time, a mark for the weight. */
function line({ unixMs, pid }: { unixMs: number; pid: number }, role: string, text: string): ServerLine {
  const iso = new Date(unixMs).toISOString();
  const date = `${iso.slice(8, 10)} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)} ${iso.slice(11, 23)}`;
  return `${pid}:${role} ${date} ${text}`;
}

/** The store of a version as a process. */
export function redisModel(version: string): ServerModel {
  const stopped = (place: SignalPlace): readonly ServerLine[] => [
    `${place.pid}:signal-handler (${Math.floor(place.unixMs / 1000)}) Received ${place.signal === SIGTERM ? 'SIGTERM' : 'SIGINT'} scheduling shutdown...`,
    line(place, 'M', '* User requested shutdown...'),
    line(place, 'M', '* Saving the final RDB snapshot before exiting.'),
    line(place, 'M', '* DB saved on disk'),
    line(place, 'M', '# Redis is now ready to exit, bye bye...'),
  ];
  const ends = { afterMs: 50, exitCode: 0 };
  return {
    comm: 'redis-server',
    uid: REDIS_UID,
    title: (words) => `redis-server *:${/--port[ =](\d+)/.exec(words.join(' '))?.[1] ?? 6379}`,
    signals: { [SIGTERM]: { log: stopped, ends }, [SIGINT]: { log: stopped, ends } },
    configuredBy: (words) => words.filter((word) => word.startsWith('/') && word.endsWith('.conf')),
    load(place) {
      try {
        const config = readRedisConfig(place, version);
        return { ports: [config.port], readsFiles: true, reply: (request, by) => answer(config, request.body, by) };
      } catch (error) {
        if (!(error instanceof RedisConfigError)) throw error;
        const { message } = error;
        const log = message.startsWith('#')
          ? [line(place, 'C', message)]
          : [{ stream: 'stderr' as const, text: message }];
        return { log, exitCode: 1 };
      }
    },
    startLog: (place) => started(place, version),
  };
}

function answer(config: RedisConfig, body: string, place: Parameters<typeof runCommand>[3]): ServerReply {
  const words = wordsOf(body);
  const [name = ''] = words;
  if (/^shutdown$/i.test(name)) {
    place.raise(SIGTERM);
    return { status: 200, headers: new Map(), body: '' };
  }
  const password = config.values.get('requirepass');
  const tell = (text: string): ServerReply => ({ status: 200, headers: new Map(), body: text });
  const forFollower = answerFollower(name, config, place);
  if (forFollower !== undefined) return tell(forFollower);
  if (password && !/^(auth|ping)$/i.test(name)) return tell(encodeResp({ error: 'NOAUTH Authentication required.' }));
  if (config.replicaOf !== undefined && isWrite(name)) {
    return tell(encodeResp({ error: "READONLY You can't write against a read only replica." }));
  }
  const run = (): ServerReply => tell(encodeResp(runCommand(words, openStore(place, config), config, place)));
  return askedFollower(name, config, place, run) ?? run();
}

/** The words of a command: one line, some of them quoted. */
function wordsOf(text: string): string[] {
  return [...text.trim().matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) =>
      double?.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)) ?? single ?? bare!,
  );
}

function started(place: StartPlace, version: string): readonly ServerLine[] {
  const config = readRedisConfig(place, version);
  const role = config.replicaOf === undefined ? 'M' : 'S';
  return [
    line(place, 'C', '* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'),
    line(
      place,
      'C',
      `* Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${place.pid}, just started`,
    ),
    config.file === undefined
      ? line(
          place,
          'C',
          '# Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
        )
      : line(place, 'C', '* Configuration loaded'),
    line(place, 'M', '* monotonic clock: POSIX clock_gettime'),
    line(place, 'M', `* Running mode=standalone, port=${config.port}.`),
    line(place, role, '* Server initialized'),
    line(place, role, '* Ready to accept connections tcp'),
    ...(config.replicaOf === undefined ? [] : joined(place, config.replicaOf)),
  ];
}

/** What a follower writes when it goes to its leader. */
function joined(place: StartPlace, replicaOf: string): readonly ServerLine[] {
  const [host = '', port = '6379'] = replicaOf.split(/\s+/);
  const texts = [`* Connecting to MASTER ${host}:${port}`];
  if (!place.resolves(host)) texts.push('# Unable to connect to MASTER: Success');
  else {
    texts.push(
      '* MASTER <-> REPLICA sync started',
      '* Non blocking connect for SYNC fired the event.',
      '* Master replied to PING, replication can continue...',
      '* MASTER <-> REPLICA sync: Finished with success',
    );
  }
  return texts.map((text) => line(place, 'S', text));
}
