import type { Process } from '../../../../api/process.ts';
import type { Flavour } from '../../kernel/kernel.ts';
import type { Proc } from '../../kernel/proc.ts';

/** Whose words a tool uses: those of the shell that runs it inside itself, or of the system. */
export function flavourOf(proc: Proc): Flavour {
  return proc.speaker?.flavour ?? proc.kernel.options.flavour;
}

/** Complains in the name of the shell that has the tool built in, or of the program that it is. */
export function* complainOf(proc: Proc, name: string, text: string): Process<void> {
  const { speaker } = proc;
  const own = `${name}: ${text}`;
  yield* proc.complain(speaker ? speaker.say(speaker.flavour === 'busybox' ? text : own) : own);
}

/** What GNU's tools say after a complaint about their arguments. */
export function* tryHelp(proc: Proc, name: string, text: string): Process<void> {
  yield* proc.complain(`${name}: ${text}`);
  if (proc.kernel.options.flavour !== 'busybox') yield* proc.complain(`Try '${name} --help' for more information.`);
}
