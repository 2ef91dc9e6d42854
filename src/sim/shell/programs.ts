import type { Process } from '../../api/process.ts';
import { SysError } from './errors.ts';
import { check } from './fs/file-system.ts';
import { contentOf, type FileNode } from './fs/node.ts';
import { runScriptFile } from './interpreter/run-shell.ts';
import type { Proc, Program } from './kernel/proc.ts';

/** A program that was found, or why there is none. */
export type ProgramSearch =
  | {
      readonly program: Program;
      readonly path: string;
      /** Whether it is on the root of the file system, which nobody else changes. */
      readonly isOfRoot: boolean;
      /** Words that stand before the arguments, where the file is a script of an interpreter. */
      readonly argv?: readonly string[];
    }
  | { readonly problem: 'ENOENT' | 'EACCES' | 'EISDIR' };

/** Finds a program as execvp does: by its path, or by its name in the directories of PATH. */
export function findProgram(proc: Proc, name: string, path: string): ProgramSearch {
  if (name === '') return { problem: 'ENOENT' };
  if (name.includes('/')) return programAt(proc, name);
  let problem: 'ENOENT' | 'EACCES' = 'ENOENT';
  for (const dir of path.split(':')) {
    const found = programAt(proc, `${dir || '.'}/${name}`);
    if ('program' in found) return found;
    if (found.problem === 'EACCES') problem = 'EACCES';
  }
  return { problem };
}

function programAt(proc: Proc, path: string): ProgramSearch {
  const found = proc.kernel.fs.find(path, proc.cwd);
  if (!found) return { problem: 'ENOENT' };
  const { node, mount } = found;
  const isOfRoot = mount.path === '/';
  if (node.type === 'dir') return { problem: path.includes('/') ? 'EISDIR' : 'ENOENT' };
  if (node.type !== 'file' || (node.mode & 0o111) === 0 || !mayRun(proc, node)) return { problem: 'EACCES' };
  if (node.program !== undefined) return { program: programNamed(proc, node.program), path, isOfRoot };
  const first = /^#! *(\S+)(?: +(\S+))?/.exec(contentOf(node));
  if (!first) return { program: (by) => runScriptFile(by, path), path, isOfRoot: false };
  const words = [first[1]!, ...(first[2] ? [first[2]] : []), path];
  const interpreter = programAt(proc, words[0]!);
  return 'program' in interpreter ? { ...interpreter, argv: words, isOfRoot: false } : { problem: 'ENOENT' };
}

function mayRun(proc: Proc, node: FileNode): boolean {
  try {
    check(node, 1, proc.credentials);
    return true;
  } catch (error) {
    if (error instanceof SysError) return false;
    throw error;
  }
}

function programNamed(proc: Proc, name: string): Program {
  return proc.kernel.options.programs(name) ?? notModelled;
}

/** A program that exists on the real image and that the simulation does not have: it says so. */
export function* notModelled(proc: Proc): Process<number> {
  yield* proc.complain(`${proc.name}: this program is not part of the simulation`);
  return 1;
}
