import type { CommandNode, CompoundList } from 'unbash';
import type { Bytes } from '../../../base/bytes.ts';
import type { Flavour } from '../kernel/kernel.ts';
import type { Proc } from '../kernel/proc.ts';
import type { ProgramSearch } from '../programs.ts';

/** A shell variable; one without a value was only marked. */
export interface Variable {
  value: Bytes | undefined;
  /** Those of an array; never changed, but replaced. */
  elements?: ReadonlyMap<number | string, Bytes>;
  /** Whether the elements of its array have names: `declare -A`. */
  isMap?: boolean;
  /** What it is given is computed: `declare -i`. */
  isInteger?: boolean;
  /** It stands for the variable that its value names: `declare -n`. */
  isReference?: boolean;
  exported: boolean;
  readonly: boolean;
}

/** What a function runs, and the text that it came from. */
export interface ShellFunction {
  readonly body: CommandNode | CompoundList;
  readonly source: string;
}

/** A background job. */
export interface Job {
  readonly number: number;
  readonly procs: readonly Proc[];
  readonly text: string;
  /** Whether an interactive shell has said that it is done. */
  reported: boolean;
}

/** Where a program was found. */
export interface Place {
  /** The PATH along which it was looked for. */
  readonly searchPath: string;
  readonly path: string;
  /** What was found there when the files had been changed so many times. */
  readonly search: ProgramSearch;
  readonly changes: number;
}

/** The state of a shell; a subshell gets a copy. */
export interface Shell {
  readonly proc: Proc;
  readonly flavour: Flavour;
  /** $0 */
  name: string;
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, ShellFunction>;
  positional: readonly Bytes[];
  /** Letters of `set`, and names of `set -o` that have no letter. */
  readonly options: Set<string>;
  /** $? */
  status: number;
  /** $!, 0 before the first background job. */
  lastBackground: number;
  /** Commands by signal number; 0 stands for EXIT. */
  readonly traps: Map<number, string>;
  /** Signals that have come and whose trap has not run yet. */
  readonly pending: number[];
  /** Variables that `local` has hidden, one map a function call. */
  readonly locals: Map<string, Variable | undefined>[];
  jobs: Job[];
  /** Children by number whose end has not been asked for, the newest last. */
  readonly children: Map<number, Proc>;
  /** Above 0 where a failure is being tested, so that `set -e` does not count it. */
  tested: number;
  loopDepth: number;
  callDepth: number;
  /** The text that is being run, for line numbers. */
  source: string;
  position: number;
  readonly interactive: boolean;
  /** Whether its commands are typed at a terminal, those of its subshells too: complaints then name no line. */
  readonly typed: boolean;
  /** Whether the last command substitution of a command without a name gave its status. */
  substitutionStatus: number | undefined;
  readonly aliases: Map<string, string>;
  /** Statuses of the stages of the last pipeline, as bash's PIPESTATUS has them. */
  stages: readonly number[];
  /** Names of the functions that run, the innermost last. */
  readonly calls: string[];
  /** Directories of pushd. */
  readonly directories: string[];
  /** Options of bash's shopt that are on. */
  readonly choices: Set<string>;
  /** Virtual time at which the shell started. */
  readonly beganMs: number;
  /** Where programs were found, as `hash` keeps it. */
  readonly places: Map<string, Place>;
  /** What was last exported: programs share it as long as it is the same. */
  environment: ReadonlyMap<string, Bytes>;
  /** `getopts`: the place inside an argument of grouped options. */
  optionOffset: number;
}

/** A shell with an environment and nothing else. */
export function newShell(proc: Proc, flavour: Flavour, name: string, interactive = false): Shell {
  const variables = new Map<string, Variable>();
  for (const [key, value] of proc.env) variables.set(key, { value, exported: true, readonly: false });
  const fresh: readonly [string, string][] = [
    ['IFS', ' \t\n'],
    ['OPTIND', '1'],
    ['PPID', String(proc.parent?.pid ?? 0)],
    ['PS4', '+ '],
  ];
  for (const [key, value] of fresh) variables.set(key, { value, exported: false, readonly: false });
  variables.set('PWD', { value: proc.cwd, exported: variables.get('PWD')?.exported ?? false, readonly: false });
  return {
    proc,
    flavour,
    name,
    variables,
    functions: new Map(),
    positional: [],
    options: new Set(interactive ? ['i', 'm'] : []),
    status: 0,
    lastBackground: 0,
    traps: new Map(),
    pending: [],
    locals: [],
    jobs: [],
    children: new Map(),
    tested: 0,
    loopDepth: 0,
    callDepth: 0,
    source: '',
    position: 0,
    interactive,
    typed: interactive,
    substitutionStatus: undefined,
    aliases: new Map(),
    stages: [0],
    calls: [],
    directories: [],
    choices: new Set(),
    beganMs: proc.nowMs,
    places: new Map(),
    environment: proc.env,
    optionOffset: 1,
  };
}

/** The copy that a subshell runs with, in a process of its own. Traps are reset, but for ignored signals. */
export function forkShell(shell: Shell, proc: Proc): Shell {
  const variables = new Map<string, Variable>();
  for (const [name, variable] of shell.variables) variables.set(name, { ...variable });
  const traps = new Map([...shell.traps].filter(([signal, command]) => signal !== 0 && command === ''));
  for (const signal of traps.keys()) proc.dispositions.set(signal, 'ignore');
  return {
    ...shell,
    proc,
    variables,
    functions: new Map(shell.functions),
    aliases: shell.aliases.size > 0 ? new Map(shell.aliases) : new Map(),
    calls: [...shell.calls],
    directories: [...shell.directories],
    choices: new Set(shell.choices),
    options: new Set([...shell.options].filter((option) => option !== 'i' && option !== 'm')),
    traps,
    pending: [],
    locals: [],
    jobs: [],
    children: new Map(),
    tested: 0,
    interactive: false,
  };
}

/** The number of the line that runs. */
export function lineNumber(shell: Shell): number {
  let line = 1;
  for (let i = 0; i < shell.position; i++) if (shell.source.charCodeAt(i) === 10) line++;
  return line;
}

/** How a shell begins a complaint. */
export function complaint(shell: Shell, text: string): string {
  if (shell.flavour === 'busybox') return `${shell.name}: ${text}`;
  const name = shell.flavour === 'bash' ? shell.name.slice(shell.name.lastIndexOf('/') + 1) : shell.name;
  if (shell.flavour === 'bash') return shell.typed ? `${name}: ${text}` : `${name}: line ${lineNumber(shell)}: ${text}`;
  return `${name}: ${lineNumber(shell)}: ${text}`;
}
