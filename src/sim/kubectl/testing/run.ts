import type { Process } from '../../../api/process.ts';
import type { HttpRequest, HttpResponse } from '../../apiserver/request.ts';
import { Engine } from '../../engine/engine.ts';
import type { KubectlEnv, KubectlResult } from '../env.ts';
import { kubectl } from '../kubectl.ts';
import { splitCommandLine } from '../split-command-line.ts';

export interface RunOptions extends Partial<Pick<KubectlEnv, 'stdin' | 'files' | 'cwd' | 'namespace' | 'cache'>> {
  readonly transport: (request: HttpRequest) => Process<HttpResponse>;
  readonly nowMs: number;
}

/** Runs one command line, with or without the word `kubectl`, to its end. */
export function runKubectl(commandLine: string, options: RunOptions): KubectlResult {
  const engine = new Engine(1);
  const words = splitCommandLine(commandLine);
  const done = engine.spawn(
    kubectl(words[0] === 'kubectl' ? words.slice(1) : words, {
      namespace: 'default',
      engine,
      host: { name: 'desk', scope: engine.root },
      scope: engine.root,
      ...options,
      nowMs: () => options.nowMs + engine.nowMs,
    }),
  );
  while (!done.settled && engine.step());
  if (!done.settled) throw new Error(`kubectl never ended: ${commandLine}`);
  return done.value;
}
