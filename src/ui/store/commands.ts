import { create } from 'zustand';
import type { FaultName, SupportDeed, TrafficSpec } from '../../api/scenario.ts';
import { imageText, type RawImage, toImage } from '../../api/scenario-image.ts';
import { trafficStep } from '../../api/traffic-step.ts';
import { formatDuration } from '../../base/duration.ts';
import { shell as words } from '../../language/en/shell.ts';
import type { ApplyResult } from '../../protocol/messages.ts';
import { absenceNotes } from '../terminal/absence-note.ts';
import { useCluster } from './cluster-store.ts';
import { call } from './session.ts';

/** Something that was done by mouse, key or line, with what came of it. */
export interface Command {
  readonly key: number;
  readonly atMs: number;
  /** The command line as typed in a terminal, or a sentence for what no command does. */
  readonly line: string;
  readonly isCommand: boolean;
  /** Typed in the terminal, which has shown it already. */
  readonly isTyped: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly pending: boolean;
  /** What the page says of it, beside what was printed. */
  readonly notes: readonly string[];
}

const mostCommands = 200;
/** Characters of a typed line's output that the log keeps. */
const mostOutput = 100_000;

interface CommandsState {
  readonly commands: readonly Command[];
}

export const useCommands = create<CommandsState>(() => ({ commands: [] }));

const beginning = { isCommand: true, isTyped: false, stdout: '', stderr: '', exitCode: 0, pending: true, notes: [] };
let lastKey = 0;

function begin(line: string, given: Partial<Command> = {}): number {
  const key = ++lastKey;
  const atMs = useCluster.getState().nowMs;
  const command: Command = { key, atMs, line, ...beginning, ...given };
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
  const key = begin(`kubectl ${line}`);
  const answer = await call({ type: 'kubectl', line });
  if (answer.type === 'output') {
    end(key, { stdout: answer.stdout, stderr: answer.stderr, exitCode: answer.exitCode });
  } else
    end(key, { stderr: answer.type === 'refused' ? answer.message : '', exitCode: answer.type === 'refused' ? 1 : 0 });
}

/** What the simulation makes less of in manifests that were sent, in sentences. */
async function notesOf(manifests: readonly unknown[]): Promise<readonly string[]> {
  if (manifests.length === 0) return [];
  const { manifestNotes } = await import('../fidelity/note-lines.ts');
  return manifestNotes(manifests);
}

/** Runs a line that was typed in the terminal. `print` gets its output as it comes. Returns what the page says of it. */
export async function shell(
  line: string,
  size: { readonly columns: number; readonly rows: number },
  print: (stream: 'stdout' | 'stderr', data: string) => void,
): Promise<readonly string[]> {
  const printed = { stdout: '', stderr: '' };
  const key = begin(line, { isTyped: true });
  const answer = await call({ type: 'shell', line, ...size }, (stream, data) => {
    printed[stream] = (printed[stream] + data).slice(-mostOutput);
    print(stream, data);
  });
  const refusal = answer.type === 'refused' ? `${answer.message}\n` : '';
  if (refusal !== '') print('stderr', refusal);
  const exitCode = answer.type === 'output' ? answer.exitCode : 1;
  const ofManifests = await notesOf(answer.type === 'output' ? (answer.manifests ?? []) : []);
  const notes = [...ofManifests, ...absenceNotes(line, printed.stderr)];
  end(key, { ...printed, stderr: printed.stderr + refusal, exitCode, notes });
  return notes;
}

/** Applies a YAML stream as `kubectl apply -f` would; null when the call itself was refused. */
export async function applyYaml(yaml: string, fileName: string): Promise<readonly ApplyResult[] | null> {
  const key = begin(`kubectl apply -f ${fileName}`);
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

/** Carries out what kubectl cannot do; the log says it in a sentence. */
async function perform(message: Parameters<typeof call>[0], line: string, isCommand = false): Promise<void> {
  const key = begin(line, { isCommand });
  const answer = await call(message);
  if (answer.type === 'refused') end(key, { stderr: answer.message, exitCode: 1 });
  else if (answer.type === 'output') end(key, { stderr: answer.stderr, exitCode: answer.exitCode });
  else end(key, {});
}

/** What may be said of a fault beside its target. */
export interface FaultDetails {
  readonly node?: string;
  readonly durationMs?: number;
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  readonly percent?: number;
}

/** The terminal's command that does the same. */
function faultLine(name: FaultName, target: string, details: FaultDetails): string {
  const { node, durationMs, latencyMs, jitterMs, percent } = details;
  const time = (flag: string, ms: number | undefined) => (ms === undefined ? '' : ` --${flag} ${formatDuration(ms)}`);
  const nodeFlag = node === undefined ? '' : ` --node ${node}`;
  const share = percent === undefined ? '' : ` --percent ${percent}`;
  const times = `${time('duration', durationMs)}${time('latency', latencyMs)}${time('jitter', jitterMs)}`;
  return `orrery fault ${name} ${target}${nodeFlag}${times}${share}`;
}

/** Breaks something, or puts it right. `sentence` is what the log says. */
export function fault(name: FaultName, target: string, sentence: string, details: FaultDetails = {}): Promise<void> {
  return perform(
    { type: 'fault', fault: name, target, ...details },
    `${faultLine(name, target, details)}  # ${sentence}`,
    true,
  );
}

/** Does what a person does by hand for machines without Kubernetes and their clients. `sentence` is what the log says. */
export function support(deed: SupportDeed, sentence: string): Promise<void> {
  return perform({ type: 'support', deed }, sentence);
}

/** Gives the scheduler another configuration. */
export function configureScheduler(yaml: string): Promise<void> {
  return perform({ type: 'configureScheduler', yaml }, words('giveConfiguration'));
}

/** Begins, changes or stops (rps 0) a client; the log says it as the step of a scenario that does the same. */
export function setClient(spec: TrafficSpec): Promise<void> {
  return perform({ type: 'traffic', spec }, trafficStep(spec, useCluster.getState().nowMs));
}

/** Puts a sentence into the log, of what has been done otherwise. */
export function say(sentence: string): void {
  end(begin(sentence, { isCommand: false }), {});
}

/** Pushes an image to the simulated registry; the log says it as the step of a scenario that does the same. */
export function pushImage(raw: RawImage): Promise<void> {
  const at = formatDuration(useCluster.getState().nowMs);
  return perform({ type: 'push', image: toImage(raw) }, `- {at: ${at}, push: ${imageText(raw)}}`);
}

/** A new run: the log of the old one is over. */
export function forgetCommands(): void {
  useCommands.setState(({ commands }) => ({ commands: commands.filter((command) => command.pending) }));
}
