import { type Image, server, serverUnless } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** nginx that tells which Pod answered: as a page, or with `plain-text` as lines. */
const image: Image = {
  names: ['nginxdemos/hello', 'nginxdemos/nginx-hello'],
  hasTag: (tag) => /^(latest|plain-text|0\.[1-4](-plain-text)?|nginx-[a-z]+)$/.test(tag),
  sizeBytes: 17_000_000,
  behave: serverUnless(server({ startupMs: 300, ports: [80], memoryBytes: 5_000_000 }), ['nginx']),
  system: (tag) => ({
    flavour: 'busybox',
    also: ['curl'],
    accessLog: 'nginx',
    reply: ({ path }, { podName, ip, unixMs }) => {
      const iso = new Date(unixMs).toISOString();
      const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
      const date = `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
      const rows = [
        ['Server address', `${ip}:80`],
        ['Server name', podName],
        ['Date', date],
        ['URI', path],
      ] as const;
      if (tag.includes('plain-text'))
        return textReply(rows.map(([name, value]) => `${name}: ${value}\n`).join(''), 200, 'text/plain');
      const list = rows.map(([name, value]) => `<p><span>${name}:</span> <span>${value}</span></p>\n`).join('');
      return textReply(
        `<!DOCTYPE html>\n<html>\n<head>\n<title>Hello World</title>\n</head>\n<body>\n${list}</body>\n</html>\n`,
        200,
        'text/html',
      );
    },
  }),
};

export default image;
