import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { ServerPlace } from '../image.ts';
import { queryOf, textReply } from '../text-reply.ts';

/** Services of the stores, and how the frontend's variables name them. */
export interface Stores {
  readonly leader: string;
  readonly follower: string;
}

const PORT = 6379;

/**
 * guestbook.php: `?cmd=set&key=K&value=V` writes to the leader, `?cmd=get&key=K` reads from a follower. It finds both by
 * their names, or with GET_HOSTS_FROM=env by the variables of their Services.
 */
export function guestbookPhp(stores: Stores): (request: ServerRequest, place: ServerPlace) => ServerReply {
  return ({ path }, place) => {
    const command = queryOf(path, 'cmd');
    if (command === '') return textReply('phpinfo() is not part of the simulation\n', 200, 'text/html');
    const key = queryOf(path, 'key');
    const isWrite = command === 'set';
    const words = isWrite ? ['SET', key, queryOf(path, 'value')] : ['GET', key];
    const host = hostOf(isWrite ? stores.leader : stores.follower, place);
    const body = words.map((word) => JSON.stringify(word)).join(' ');
    const failed = textReply('', 500, 'text/html');
    return {
      ...textReply('', 200, 'application/json'),
      passTo: {
        host,
        port: PORT,
        request: { protocol: 'tcp', method: 'REDIS', path: '', headers: new Map(), body },
        answer(reply) {
          if (reply === undefined || reply.body.startsWith('-')) return failed;
          const text = isWrite ? '{"message": "Updated"}' : `{"data": "${bulkOf(reply.body)}"}`;
          return textReply(text, 200, 'application/json');
        },
      },
    };
  };
}

function hostOf(name: string, { variable }: ServerPlace): string {
  if (variable('GET_HOSTS_FROM') !== 'env') return name;
  return variable(`${name.toUpperCase().replaceAll('-', '_')}_SERVICE_HOST`) ?? '';
}

/** The text of a value of redis' protocol; nothing of one that is not there. */
function bulkOf(body: string): string {
  const [, length, rest = ''] = /^\$(-?\d+)\r\n(.*)$/s.exec(body) ?? [];
  return length === undefined || Number(length) < 0 ? '' : rest.slice(0, Number(length));
}
