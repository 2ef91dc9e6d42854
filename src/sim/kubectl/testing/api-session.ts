import type { ApiWorld } from '../../testing/api-world.ts';
import type { KubectlResult } from '../env.ts';
import { kubectl } from '../kubectl.ts';
import { splitCommandLine } from '../split-command-line.ts';

/** Runs command lines, with or without the word `kubectl`, one after the other against an API server. */
export function kubectlSession(
  world: ApiWorld,
  namespace = 'default',
): (commandLine: string, stdin?: string, files?: Readonly<Record<string, string>>) => KubectlResult {
  const cache = {};
  return (commandLine, stdin = '', files = {}) => {
    const words = splitCommandLine(commandLine);
    const process = kubectl(words[0] === 'kubectl' ? words.slice(1) : words, {
      transport: (request) => world.api.handle(request),
      engine: world.engine,
      host: world.host,
      scope: world.host.scope,
      nowMs: () => world.engine.unixMs,
      namespace,
      stdin,
      files: new Map(Object.entries(files)),
      cache,
    });
    return world.settle(world.engine.spawn(process));
  };
}
