import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The server that tests clients: status codes, headers, what was sent. */
const image: Image = {
  names: ['kennethreitz/httpbin'],
  hasTag: (tag) => tag === 'latest',
  sizeBytes: 201_000_000,
  behave: ({ command }) =>
    command.length > 0
      ? undefined
      : server({
          startupMs: 1500,
          ports: [80],
          memoryBytes: 60_000_000,
          startLog: [
            '[INFO] Starting gunicorn 19.9.0',
            '[INFO] Listening at: http://0.0.0.0:80 (1)',
            '[INFO] Using worker: gevent',
          ],
        }),
  system: {
    flavour: 'dash',
    also: ['bash', 'python3'],
    reply: ({ path, headers }, { clientIp, ip }) => {
      const json = (value: object): ReturnType<typeof textReply> =>
        textReply(`${JSON.stringify(value, null, 2)}\n`, 200, 'application/json');
      const bare = path.split('?')[0]!;
      const status = /^\/status\/(\d{3})$/.exec(bare)?.[1];
      if (status) return textReply('', Number(status), 'text/html; charset=utf-8');
      const sent = Object.fromEntries([...headers].sort());
      const query = Object.fromEntries(
        (path.split('?')[1]?.split('&') ?? []).map((pair) => [pair.split('=')[0], pair.split('=')[1] ?? '']),
      );
      const url = `http://${headers.get('Host') ?? headers.get('host') ?? ip}${path}`;
      switch (bare) {
        case '/':
          return textReply(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>httpbin.org</title>\n</head>\n</html>\n',
            200,
            'text/html; charset=utf-8',
          );
        case '/get':
          return json({ args: query, headers: sent, origin: clientIp, url });
        case '/headers':
          return json({ headers: sent });
        case '/ip':
          return json({ origin: clientIp });
        case '/user-agent':
          return json({ 'user-agent': headers.get('User-Agent') ?? headers.get('user-agent') ?? null });
        default:
          return textReply(
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n',
            404,
            'text/html',
          );
      }
    },
  },
};

export default image;
