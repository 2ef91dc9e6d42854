import { type Image, releaseTags, SERVER_PROGRAM, server } from '../image.ts';
import { flagOf, textReply } from '../text-reply.ts';

/** Tells about itself and the request. */
const image: Image = {
  names: ['traefik/whoami', 'containous/whoami'],
  hasTag: (tag) =>
    releaseTags({ '1.8': 7, '1.9': 0, '1.10': 4, '1.11': 0 }, [], ['latest'])(tag.replace(/^v(?=\d)/, '')),
  sizeBytes: 3_000_000,
  behave: ({ command, args }) => {
    const port = Number(flagOf([...command, ...args], 'port') ?? 80);
    return server({
      startupMs: 50,
      ports: [port],
      memoryBytes: 3_000_000,
      stopExitCode: 2,
      startLog: [`Starting up on port ${port}`],
    });
  },
  system: {
    flavour: 'busybox',
    without: ['sh', 'ls', 'cat', 'wget'],
    files: { '/whoami': { program: SERVER_PROGRAM } },
    entrypoint: ['/whoami'],
    reply: ({ method, path, headers }, { podName, ip, clientIp }) => {
      if (path === '/health') return textReply('');
      const rest = [...headers]
        .filter(([name]) => name.toLowerCase() !== 'host')
        .map(([name, value]) => `${name}: ${value}`);
      const host = headers.get('Host') ?? headers.get('host') ?? ip;
      const lines = [
        `Hostname: ${podName}`,
        'IP: 127.0.0.1',
        `IP: ${ip}`,
        `RemoteAddr: ${clientIp}:41234`,
        `${method} ${path} HTTP/1.1`,
        `Host: ${host}`,
        ...rest.sort(),
      ];
      return textReply(`${lines.join('\n')}\n\n`);
    },
  },
};

export default image;
