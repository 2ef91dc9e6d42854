import type { ServerReply } from '../../shell/network-access.ts';
import type { ServerPlace } from '../image.ts';
import { openStore, type Store } from './commands.ts';
import type { RedisConfig } from './config.ts';
import { encodeResp } from './resp.ts';

/** Asks a leader for all that it holds. Only followers of this simulation send it. */
const SYNC = 'ORRERY.SYNC';

/** What a server knows of its leader, or of its followers. */
export interface Replication {
  /** Addresses of followers that have asked, with when they did the last time. */
  readonly followers: Map<string, number>;
  isLinkUp: boolean;
}

/** Commands that change keys. */
const WRITES = new Set('SET MSET APPEND INCR DECR INCRBY DECRBY DEL FLUSHALL FLUSHDB LPUSH RPUSH LPOP RPOP'.split(' '));
/** Commands whose answer depends on what the leader holds, or on whether it is there. */
const READS = new Set('GET MGET STRLEN EXISTS TYPE KEYS DBSIZE TTL LLEN LRANGE INFO ROLE'.split(' '));
/** After so long without a word a follower is not counted any more. */
const TIMEOUT_MS = 60_000;

/** Whether a command only changes keys. */
export function isWrite(name: string): boolean {
  return WRITES.has(name.toUpperCase());
}

/**
 * A follower takes what its leader holds over when it is asked for it, so that an idle one costs no event; what it has
 * taken over last it still says when the leader is away.
 */
export function askedFollower(
  name: string,
  config: RedisConfig,
  place: ServerPlace,
  run: () => ServerReply,
): ServerReply | undefined {
  if (config.replicaOf === undefined || !READS.has(name.toUpperCase())) return undefined;
  const [host = '', port = '6379'] = config.replicaOf.split(/\s+/);
  return {
    status: 200,
    headers: new Map(),
    body: '',
    passTo: {
      host,
      port: Number(port),
      request: { protocol: 'tcp', method: 'REDIS', path: '', headers: new Map(), body: SYNC },
      answer(reply) {
        const held = reply && /^\$\d+\r\n(\[.*\])\r\n$/s.exec(reply.body)?.[1];
        config.replication.isLinkUp = held !== undefined;
        if (held !== undefined) takeOver(openStore(place, config), held);
        return run();
      },
    },
  };
}

function takeOver(store: Store, held: string): void {
  if (JSON.stringify([...store.keys]) === held) return;
  store.keys.clear();
  for (const [key, value] of JSON.parse(held) as [string, string | string[]][]) store.keys.set(key, value);
  store.save();
}

/** What a leader answers to a follower; undefined for all other commands. */
export function answerFollower(name: string, config: RedisConfig, place: ServerPlace): string | undefined {
  if (name !== SYNC) return undefined;
  config.replication.followers.set(place.clientIp, place.unixMs);
  return encodeResp(JSON.stringify([...openStore(place, config).keys]));
}

/** The lines of INFO replication. */
export function replicationInfo({ replicaOf, replication }: RedisConfig, { unixMs }: ServerPlace): string[] {
  if (replicaOf !== undefined) {
    const [host = '', port = '6379'] = replicaOf.split(/\s+/);
    return [
      '# Replication',
      'role:slave',
      `master_host:${host}`,
      `master_port:${port}`,
      `master_link_status:${replication.isLinkUp ? 'up' : 'down'}`,
      'slave_read_only:1',
      'connected_slaves:0',
    ];
  }
  const followers = [...replication.followers].filter(([, atMs]) => unixMs - atMs < TIMEOUT_MS);
  return [
    '# Replication',
    'role:master',
    `connected_slaves:${followers.length}`,
    ...followers.map(([ip], i) => `slave${i}:ip=${ip},port=6379,state=online,offset=0,lag=0`),
  ];
}
