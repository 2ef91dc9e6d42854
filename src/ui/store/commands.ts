import { create } from 'zustand';
import type { FaultName } from '../../api/scenario.ts';
import type { ApplyResult } from '../../protocol/messages.ts';
import { useCluster } from './cluster-store.ts';
import { call } from './session.ts';

/** Something that was done by mouse, key or line, with what came of it. */
export interface Command {
  readonly key: number;
  readonly atMs: number;
  /** The command line as typed in a terminal, or a sentence for what kubectl cannot do. */
  readonly line: string;
  readonly isKubectl: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly pending: boolean;
}

const mostCommands = 200;

interface CommandsState {
  readonly commands: readonly Command[];
  /** Components that have been stopped by hand in this run. */
  readonly stopped: ReadonlySet<string>;
}

export const useCommands = create<CommandsState>(() => ({ commands: [], stopped: new Set() }));

let lastKey = 0;

function begin(line: string, isKubectl: boolean): number {
  const key = ++lastKey;
  const atMs = useCluster.getState().nowMs;
  const command = { key, atMs, line, isKubectl, stdout: '', stderr: '', exitCode: 0, pending: true };
  useCommands.setState(({ commands }) => ({ commands: [...commands, command].slice(-mostCommands) }));
  return key;
}

function end(key: number, outcome: Partial<Command>): void {
  useCommands.setState(({ commands }) => ({
    commands: commands.map((command) => (command.key === key ? { ...command, ...outcome, pending: false } : command)),
  }));
}

/** Runs a kubectl command line (without the word kubectl); its output goes to the log. */
export async function kubectl(line: string): Promise<void> {
  const key = begin(line, true);
  const answer = await call({ type: 'kubectl', line });
  if (answer.type === 'output') {
    end(key, { stdout: answer.stdout, stderr: answer.stderr, exitCode: answer.exitCode });
  } else
    end(key, { stderr: answer.type === 'refused' ? answer.message : '', exitCode: answer.type === 'refused' ? 1 : 0 });
}

/** Applies a YAML stream as `kubectl apply -f` would; null when the call itself was refused. */
export async function applyYaml(yaml: string, fileName: string): Promise<readonly ApplyResult[] | null> {
  const key = begin(`apply -f ${fileName}`, true);
  const answer = await call({ type: 'apply', yaml });
  if (answer.type !== 'applied') {
    end(key, { stderr: answer.type === 'refused' ? answer.message : '', exitCode: 1 });
    return null;
  }
  const texts = (of: (result: ApplyResult) => string) =>
    answer.results
      .map(of)
      .filter((text) => text !== '')
      .join('\n');
  const stderr = texts((result) => result.stderr);
  const isWrong = answer.results.some((result) => result.errors.length > 0);
  end(key, { stdout: texts((result) => result.output), stderr, exitCode: isWrong ? 1 : 0 });
  return answer.results;
}

/** Breaks something, or puts it right. `sentence` is what the log says. */
export async function fault(name: FaultName, target: string, sentence: string): Promise<void> {
  const key = begin(sentence, false);
  const answer = await call({ type: 'fault', fault: name, target });
  if (answer.type === 'refused') {
    end(key, { stderr: answer.message, exitCode: 1 });
    return;
  }
  if (answer.type === 'output' && answer.exitCode !== 0) {
    end(key, { stderr: answer.stderr, exitCode: answer.exitCode });
    return;
  }
  end(key, {});
  if (name !== 'component-stop' && name !== 'component-start') return;
  const stopped = new Set(useCommands.getState().stopped);
  if (name === 'component-stop') stopped.add(target);
  else stopped.delete(target);
  useCommands.setState({ stopped });
}

/** A new run: what was stopped by hand runs again, and the log of the old one is over. */
export function forgetCommands(): void {
  useCommands.setState(({ commands }) => ({
    stopped: new Set(),
    commands: commands.filter((command) => command.pending),
  }));
}
