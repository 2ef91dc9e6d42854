import type { Process } from '../../api/process.ts';
import type { Bytes } from '../../base/bytes.ts';
import { complaint, type Shell } from './interpreter/shell.ts';
import { type Tool, toolNamed } from './tools.ts';

/** A command inside the shell: the default export of a file in builtins/. */
export interface Builtin {
  readonly names: readonly string[];
  /** POSIX' special builtins: assignments before them stay, their errors end the shell. */
  readonly special: boolean;
  run(shell: Shell, args: readonly Bytes[], name: string): Process<number>;
}

const modules = import.meta.glob<{ readonly default: Builtin }>('./builtins/*.ts', { eager: true });
const byName = new WeakMap<typeof modules, Map<string, Builtin>>();

/** The builtin of a name: a file in builtins/, or a tool that shells have built in. */
export function builtin(name: string): Builtin | undefined {
  let table = byName.get(modules);
  if (!table) {
    table = new Map();
    for (const path of Object.keys(modules).sort()) {
      const one = modules[path]!.default;
      for (const word of one.names) table.set(word, one);
    }
    byName.set(modules, table);
  }
  let found = table.get(name);
  if (!found) {
    const tool = toolNamed(name);
    if (!tool?.builtin) return undefined;
    found = {
      names: [name],
      special: false,
      run: (shell, args) =>
        tool.builtin === 'speaks' ? speaking(shell, tool, args, name) : tool.run(shell.proc, args, name),
    };
    table.set(name, found);
  }
  return found;
}

/** Runs a tool that complains as a part of the shell. */
function* speaking(shell: Shell, tool: Tool, args: readonly Bytes[], name: string): Process<number> {
  const { proc } = shell;
  proc.speaker = { flavour: shell.flavour, say: (text) => complaint(shell, text) };
  try {
    return yield* tool.run(proc, args, name);
  } finally {
    proc.speaker = undefined;
  }
}
