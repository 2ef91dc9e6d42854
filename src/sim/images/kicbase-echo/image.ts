import { type Image, SERVER_PROGRAM, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** The small echo servers that read PORT and tell the request back. */
const image: Image = {
  names: ['kicbase/echo-server', 'jmalloc/echo-server', 'docker.io/kicbase/echo-server'],
  hasTag: (tag) => /^1\.0$|^latest$|^0\.3\.[0-9]$|^v0\.3\.[0-9]$/.test(tag),
  sizeBytes: 4_940_000,
  behave: ({ command }) =>
    command.length > 0
      ? undefined
      : server({
          startupMs: 50,
          ports: [8080],
          memoryBytes: 4_000_000,
          stopExitCode: 2,
          startLog: ['Echo server listening on port 8080.'],
        }),
  system: {
    flavour: 'busybox',
    without: ['sh', 'ls', 'cat', 'wget'],
    files: { '/bin/echo-server': { program: SERVER_PROGRAM } },
    entrypoint: ['/bin/echo-server'],
    reply: ({ method, path, headers, body }, { podName, ip }) => {
      const host = headers.get('Host') ?? headers.get('host') ?? ip;
      const rest = [...headers]
        .filter(([name]) => name.toLowerCase() !== 'host')
        .map(([name, value]) => `${name}: ${value}`);
      const lines = [
        `Request served by ${podName}`,
        '',
        `${method} ${path} HTTP/1.1`,
        '',
        `Host: ${host}`,
        ...rest.sort(),
      ];
      return textReply(`${lines.join('\n')}\n${body ? `\n${body}` : ''}`, 200, 'text/plain');
    },
  },
};

export default image;
