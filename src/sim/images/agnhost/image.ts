import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import { type Behaviour, type CommandLine, type Image, releaseTags, type ServerPlace, server } from '../image.ts';
import { flagOf, queryOf, textReply } from '../text-reply.ts';

const PAUSE = server({
  startupMs: 0,
  ports: [],
  stopMs: 10,
  stopExitCode: 2,
  memoryBytes: 3_000_000,
  startLog: ['Paused'],
});
/** Go programs that do not handle SIGTERM end with 2. */
const SERVER = { startupMs: 200, stopExitCode: 2, stopMs: 20, memoryBytes: 8_000_000 } as const;
/** `liveness` answers well for so long. */
const ALIVE_MS = 10_000;
/** `serve-hostname` waits a minute after SIGTERM. */
const LINGER_MS = 60_000;
/** Subcommands that print something and end. */
const TOOLS = /^(connect|dns-suffix|dns-server-list|etc-hosts|help|--help)$/;

/** The server that a subcommand is; undefined for one that does something and ends. */
function behave({ command, args }: CommandLine): Behaviour | undefined {
  const isOwn = command.length === 0 || /(^|\/)agnhost$/.test(command[0]!);
  if (!isOwn) return undefined;
  const words = [...command.slice(1), ...args];
  const [name = 'pause'] = words;
  if (TOOLS.test(name)) return undefined;
  const port = (flag: string, usual: number): number => Number(flagOf(words, flag) ?? usual);
  switch (name) {
    case 'pause':
      return PAUSE;
    case 'netexec':
      return server({
        ...SERVER,
        ports: [port('http-port', 8080)],
        startLog: [`Started HTTP server on port ${port('http-port', 8080)}`],
      });
    case 'liveness':
      return server({
        ...SERVER,
        ports: [8080],
        health: (path, upMs) => (path === '/healthz' && upMs > ALIVE_MS ? 500 : 200),
      });
    case 'serve-hostname':
      return server({
        ...SERVER,
        ports: [port('port', 9376)],
        stopMs: LINGER_MS,
        startLog: [`Serving on port ${port('port', 9376)}.`],
      });
    case 'test-webserver':
      return server({ ...SERVER, ports: [port('port', 80)] });
    case 'guestbook':
      return server({ ...SERVER, ports: [port('http-port', 80)] });
    case 'grpc-health-checking':
      return server({ ...SERVER, ports: [port('port', 5000), port('http-port', 8080)] });
    default:
      return server(SERVER);
  }
}

function reply(
  { path }: ServerRequest,
  { podName, words, clientIp, upMs, unixMs }: ServerPlace,
): ServerReply | undefined {
  const name = words[1] ?? 'pause';
  const bare = path.split('?')[0]!;
  if (name === 'serve-hostname') return textReply(podName);
  if (name === 'liveness') {
    if (bare === '/started') return textReply(`${upMs / 1000}s`);
    if (bare !== '/healthz') return textReply('404 page not found\n', 404);
    return upMs > ALIVE_MS ? textReply(`error: ${upMs / 1000}`, 500) : textReply('ok');
  }
  if (name !== 'netexec') return undefined;
  switch (bare) {
    case '/hostname':
    case '/hostName':
      return textReply(podName);
    case '/clientip':
      return textReply(`${clientIp}:41234`);
    case '/echo':
      return textReply(queryOf(path, 'msg'), Number(queryOf(path, 'code') || 200));
    case '/healthz':
      return textReply('');
    default: {
      const [day, time] = new Date(unixMs).toISOString().split('T');
      return textReply(`NOW: ${day} ${time!.slice(0, -1)} +0000 UTC m=+${upMs / 1000}`);
    }
  }
}

/** The test image of Kubernetes' end-to-end tests: one program, its first argument says which. */
const image: Image = {
  names: ['registry.k8s.io/e2e-test-images/agnhost', 'k8s.gcr.io/e2e-test-images/agnhost'],
  hasTag: releaseTags(
    { '2.36': 0 },
    [],
    Array.from({ length: 48 }, (_, minor) => `2.${minor + 9}`),
  ),
  sizeBytes: 51_898_000,
  behave,
  system: {
    flavour: 'busybox',
    also: ['bash', 'curl', 'dig', 'host'],
    files: { '/agnhost': { program: 'agnhost' } },
    entrypoint: ['/agnhost'],
    cmd: ['pause'],
    reply,
  },
};

export default image;
