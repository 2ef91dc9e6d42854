import { type Image, releaseTags, SERVER_PROGRAM, server } from '../image.ts';
import { flagOf, textReply } from '../text-reply.ts';

const TEXT_MISSING = server({ ports: [], exitAfterMs: 20, exitCode: 127, startLog: ['Missing -text option!'] });

/** Answers every request with the text of its flag. */
const image: Image = {
  names: ['hashicorp/http-echo'],
  hasTag: releaseTags({ '0.2': 3, '1.0': 0 }, [], ['latest', 'alpine']),
  sizeBytes: 2_000_000,
  behave: ({ command, args, hasVariable }) => {
    const words = [...command, ...args];
    if (flagOf(words, 'text') === undefined && !hasVariable?.('ECHO_TEXT')) return TEXT_MISSING;
    const port = Number(/:(\d+)$/.exec(flagOf(words, 'listen') ?? ':5678')?.[1] ?? 5678);
    return server({
      startupMs: 50,
      ports: [port],
      memoryBytes: 2_500_000,
      stopExitCode: 0,
      startLog: [`[INFO] server is listening on :${port}`],
    });
  },
  system: {
    flavour: 'busybox',
    without: ['sh', 'ls', 'cat', 'wget'],
    files: { '/http-echo': { program: SERVER_PROGRAM } },
    entrypoint: ['/http-echo'],
    reply: ({ path }, { words }) =>
      path === '/health' ? textReply('{"status":"ok"}') : textReply(`${flagOf(words, 'text') ?? ''}\n`),
  },
};

export default image;
