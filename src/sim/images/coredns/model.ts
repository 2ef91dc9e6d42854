import { formatDuration } from '../../../base/duration.ts';
import type { NameServerConfig } from '../../network/dns/corefile/config.ts';
import { readCorefile } from '../../network/dns/corefile/read.ts';
import type { FileSystem } from '../../shell/fs/file-system.ts';
import { SIGINT, SIGTERM } from '../../shell/kernel/signals.ts';
import type { LoadedServer, ServerLine, ServerModel, SignalPlace, StartPlace, StartProblem } from '../server-model.ts';
import { textReply } from '../text-reply.ts';

/** What CoreDNS does when there is no Corefile: it answers who asks. */
const WITHOUT = '.:53 {\nwhoami\nlog\n}\n';

/** The file that a command line names. */
export function corefilePath(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^--?conf(=|$)/.test(word));
  return at < 0 ? undefined : (/=(.*)$/.exec(words[at]!)?.[1] ?? words[at + 1]);
}

/** Reads the Corefile of a container. Throws Error in CoreDNS' words. */
export function configIn(files: FileSystem, words: readonly string[]): NameServerConfig {
  const path = corefilePath(words);
  if (path === undefined) return readCorefile('Corefile', WITHOUT);
  if (files.find(path, '/')?.node.type !== 'file')
    throw new Error(`loading Caddyfile via flag: open ${path}: no such file or directory`);
  return readCorefile(path, files.readFile(path, '/'));
}

function load({ files, words }: StartPlace): LoadedServer | StartProblem {
  try {
    return loadedWith(configIn(files, words));
  } catch (problem) {
    return { log: [{ text: (problem as Error).message, stream: 'stderr' }], exitCode: 1 };
  }
}

/** CoreDNS with a configuration. */
export function loadedWith(names: NameServerConfig): LoadedServer {
  return {
    ports: names.ports,
    readsFiles: false,
    names,
    stopMs: names.lameduckMs,
    reply({ path, port }) {
      if (port === 8080 && path === '/health') return textReply('OK');
      if (port === 8181 && path === '/ready') return textReply('OK');
      return port === 9153 || port === 53 ? undefined : textReply('404 page not found\n', 404);
    },
  };
}

/** What it writes of a configuration when it begins with it. */
export function runningLines({ servers, digest, reload }: NameServerConfig): string[] {
  return [
    ...servers.flatMap(({ zones, port }) => zones.map((zone) => `${zone}:${port}`)),
    ...(reload ? [`[INFO] plugin/reload: Running configuration SHA512 = ${digest}`] : []),
  ];
}

function startLog(place: StartPlace, version: string): readonly ServerLine[] {
  return [...runningLines(configIn(place.files, place.words)), `CoreDNS-${version}`, 'linux/amd64, go1.21.11, a6338e9'];
}

/** CoreDNS of a version: it goes on for its lameduck time after SIGTERM. */
export function coreDnsModel(version: string): ServerModel {
  const log = ({ stopMs = 0 }: SignalPlace): ServerLine[] => [
    '[INFO] SIGTERM: Shutting down servers then terminating',
    ...(stopMs > 0 ? [`[INFO] plugin/health: Going into lameduck mode for ${formatDuration(stopMs)}`] : []),
  ];
  return {
    comm: 'coredns',
    configuredBy: (words) => [(corefilePath(words) ?? '/Corefile').replace(/\/[^/]*$/, '') || '/'],
    signals: {
      [SIGTERM]: { log, ends: { afterMs: 20, exitCode: 0 } },
      [SIGINT]: { log: () => ['[INFO] SIGINT: Shutting down'], ends: { afterMs: 20, exitCode: 0 } },
    },
    load,
    startLog: (place) => startLog(place, version),
  };
}
