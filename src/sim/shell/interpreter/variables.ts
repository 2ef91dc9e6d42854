import type { Bytes } from '../../../base/bytes.ts';
import { ShellError } from './jumps.ts';
import { lineNumber, type Shell } from './shell.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a text can name a variable. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** The value of a variable or special parameter; undefined when it is not set. */
export function parameter(shell: Shell, name: string): Bytes | undefined {
  const first = name.charCodeAt(0);
  if (first >= 48 && first <= 57) return name === '0' ? shell.name : shell.positional[Number(name) - 1];
  switch (name) {
    case '#':
      return String(shell.positional.length);
    case '?':
      return String(shell.status);
    case '$':
      return String(shellPid(shell));
    case '!':
      return shell.lastBackground ? String(shell.lastBackground) : undefined;
    case '-':
      return [...shell.options].filter((option) => option.length === 1).join('');
    case '@':
    case '*':
      return shell.positional.length > 0 ? shell.positional.join(separator(shell)) : undefined;
    case 'RANDOM':
      return shell.flavour === 'dash' ? shell.variables.get(name)?.value : String(shell.proc.kernel.random.int(32_768));
    case 'LINENO':
      return shell.flavour === 'dash' ? shell.variables.get(name)?.value : String(lineNumber(shell));
    default: {
      const variable = shell.variables.get(name);
      if (variable) return variable.isReference ? parameter(shell, variable.value ?? '') : variable.value;
      return shell.flavour === 'bash' ? (DYNAMIC[name]?.(shell) ?? dynamicElements(shell, name)?.[0]) : undefined;
    }
  }
}

/** Variables that bash makes when they are asked for. */
const DYNAMIC: Readonly<Record<string, (shell: Shell) => string>> = {
  BASH: () => '/usr/bin/bash',
  BASH_VERSION: () => '5.2.15(1)-release',
  SECONDS: ({ proc, beganMs }) => String(Math.floor((proc.nowMs - beganMs) / 1000)),
  UID: ({ proc }) => String(proc.credentials.uid),
  EUID: ({ proc }) => String(proc.credentials.uid),
  BASHPID: ({ proc }) => String(proc.pid),
  HOSTNAME: ({ proc }) => proc.kernel.options.facts().hostname,
  HOSTTYPE: () => 'x86_64',
  MACHTYPE: () => 'x86_64-pc-linux-gnu',
  OSTYPE: () => 'linux-gnu',
  SHLVL: () => '1',
  EPOCHSECONDS: ({ proc }) => String(Math.floor(proc.kernel.unixMs / 1000)),
};

/** Elements of the arrays that bash makes when they are asked for. */
export function dynamicElements(shell: Shell, name: string): readonly string[] | undefined {
  if (shell.flavour !== 'bash') return undefined;
  if (name === 'PIPESTATUS') return shell.stages.map(String);
  if (name === 'FUNCNAME') return [...shell.calls].reverse();
  return name === 'BASH_VERSINFO' ? ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'] : undefined;
}

/** What joins the parameters in "$*". */
export function separator(shell: Shell): string {
  const ifs = shell.variables.get('IFS');
  return ifs?.value === undefined ? ' ' : ifs.value.slice(0, 1);
}

/** Sets a variable. Throws ShellError for a read-only one. */
export function assign(shell: Shell, name: string, value: Bytes, exported = false): void {
  const variable = shell.variables.get(name);
  if (!variable) {
    shell.variables.set(name, { value, exported: exported || shell.options.has('a'), readonly: false });
    return;
  }
  if (variable.isReference && variable.value) {
    assign(shell, variable.value, value, exported);
    return;
  }
  if (variable.readonly) throw new ShellError(readOnlyText(shell, name), shell.flavour === 'bash' ? 1 : 2);
  variable.value = value;
  if (variable.elements) variable.elements = new Map([...variable.elements, [0, value] as const]);
  if (exported || shell.options.has('a')) variable.exported = true;
}

/** Removes a variable. Throws ShellError for a read-only one. */
export function unset(shell: Shell, name: string): void {
  if (shell.variables.get(name)?.readonly) {
    const isBash = shell.flavour === 'bash';
    throw new ShellError(
      `unset: ${name}: ${isBash ? 'cannot unset: readonly variable' : 'is read only'}`,
      isBash ? 1 : 2,
    );
  }
  shell.variables.delete(name);
}

/** The environment that a program gets, with assignments that stand before its name. */
export function environment(shell: Shell, extra: readonly (readonly [string, Bytes])[]): ReadonlyMap<string, Bytes> {
  if (!isSameEnvironment(shell)) {
    const env = new Map<string, Bytes>();
    shell.variables.forEach(({ value, exported }, name) => {
      if (exported && value !== undefined) env.set(name, value);
    });
    shell.environment = env;
  }
  return extra.length === 0 ? shell.environment : new Map([...shell.environment, ...extra]);
}

/** Whether the last environment is still that of the variables; their order does not change. */
function isSameEnvironment({ variables, environment: known }: Shell): boolean {
  let count = 0;
  // Not for…of: that would make a list for each variable, each time a program starts.
  variables.forEach(({ value, exported }, name) => {
    if (exported && value !== undefined) count += known.get(name) === value ? 1 : Number.NaN;
  });
  return count === known.size;
}

function readOnlyText(shell: Shell, name: string): string {
  return shell.flavour === 'bash' ? `${name}: readonly variable` : `${name}: is read only`;
}

/** $$ is the number of the main shell, in subshells too. */
function shellPid(shell: Shell): number {
  return Number(shell.variables.get(PID_VARIABLE)?.value ?? shell.proc.pid);
}

/** Keeps $$ for subshells; no script can name it. */
export const PID_VARIABLE = '$$';
