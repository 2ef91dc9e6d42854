import type { Process } from '../../api/process.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { Proc, Program } from './kernel/proc.ts';

/** A program of the small Unix: the default export of a file in tools/. */
export interface Tool {
  readonly names: readonly string[];
  /** Shells have it built in, so that it costs no process; one that `speaks` complains in the shell's name. */
  readonly builtin?: true | 'speaks';
  run(proc: Proc, args: readonly Bytes[], name: string): Process<number>;
}

const modules = import.meta.glob<{ readonly default: Tool }>('./tools/*.ts', { eager: true });
const byName = new WeakMap<typeof modules, Map<string, Tool>>();

function table(): Map<string, Tool> {
  let made = byName.get(modules);
  if (!made) {
    made = new Map();
    for (const path of Object.keys(modules).sort()) {
      const tool = modules[path]!.default;
      for (const name of tool.names) made.set(name, tool);
    }
    byName.set(modules, made);
  }
  return made;
}

/** The tool of a name. */
export function toolNamed(name: string): Tool | undefined {
  return table().get(name);
}

/** The names of all tools. */
export function toolNames(): string[] {
  return [...table().keys()];
}

/** A tool as a program: it finds its arguments in its process. */
export function toolProgram(name: string): Program | undefined {
  const tool = toolNamed(name);
  return tool && ((proc) => tool.run(proc, proc.argv.slice(1), name));
}
