import { type Process, wait } from '../../../api/process.ts';
import { openText } from '../kernel/open-file.ts';
import type { Proc } from '../kernel/proc.ts';
import { findProgram } from '../programs.ts';
import type { Tool } from '../tools.ts';
import { AwkJump, AwkMachine } from './lib/awk-machine.ts';
import { parseAwk } from './lib/awk-parse.ts';
import { runRules } from './lib/awk-run.ts';
import { AwkProblem, awkEscapes, type Rule } from './lib/awk-syntax.ts';
import { InputText, toNumber } from './lib/awk-values.ts';
import { eachInput, LineReader } from './lib/input.ts';
import { options } from './lib/options.ts';

/** The pattern language. */
const awk: Tool = {
  names: ['awk', 'gawk', 'mawk'],
  *run(proc, args, name) {
    const { all, operands } = options(args, '+F:v:f:');
    const files = all.filter(([letter]) => letter === 'f').map(([, path]) => proc.kernel.fs.readFile(path, proc.cwd));
    const rest = files.length > 0 ? operands : operands.slice(1);
    try {
      const machine = new AwkMachine(proc, parseAwk(files.length > 0 ? files.join('\n') : (operands[0] ?? '')));
      for (const [letter, value] of all) {
        if (letter === 'F') machine.set('FS', value === 't' ? '\t' : awkEscapes(value));
        else if (letter === 'v') assign(machine, value);
      }
      for (const [key, value] of proc.env) machine.array('ENVIRON').set(key, new InputText(value));
      return yield* runProgram(machine, rest);
    } catch (problem) {
      if (!(problem instanceof AwkProblem)) throw problem;
      yield* proc.complain(`${name}: ${problem.text}`);
      return 2;
    }
  },
};

function assign(machine: AwkMachine, text: string): void {
  const equals = text.indexOf('=');
  machine.set(text.slice(0, equals), new InputText(awkEscapes(text.slice(equals + 1))));
}

function* runProgram(machine: AwkMachine, operands: readonly string[]): Process<number> {
  const { rules } = machine.program;
  const active = new Set<Rule>();
  let status = 0;
  let exited = yield* leaving(machine, runRules(machine, 'BEGIN', active));
  const reads = rules.some(({ when }) => when !== 'BEGIN');
  if (!exited && reads) {
    const paths = operands.filter((word) => {
      const isAssignment = /^[A-Za-z_]\w*=/.test(word);
      if (isAssignment) assign(machine, word);
      return !isAssignment;
    });
    status = yield* eachInput(machine.proc, 'awk', paths, function* (file, path) {
      if (exited) return;
      machine.set('FILENAME', path === '-' ? '' : path);
      machine.set('FNR', 0);
      const reader = new LineReader(machine.proc, file);
      for (let line = yield* reader.next(); line !== undefined && !exited; line = yield* reader.next()) {
        machine.setLine(line);
        machine.set('NR', toNumber(machine.get('NR')) + 1);
        machine.set('FNR', toNumber(machine.get('FNR')) + 1);
        exited = yield* leaving(machine, runRules(machine, 'line', active));
      }
    });
  }
  yield* leaving(machine, runRules(machine, 'END', active));
  machine.closeAll();
  for (const [command, text] of machine.pipes) yield* feed(machine.proc, command, text);
  return machine.exitCode || status;
}

/** Runs rules; true after `exit`. */
function* leaving(machine: AwkMachine, rules: Process<void>): Process<boolean> {
  try {
    yield* rules;
    return false;
  } catch (jump) {
    if (!(jump instanceof AwkJump) || (jump.kind !== 'next' && jump.kind !== 'exit')) throw jump;
    if (jump.kind === 'exit' && jump.value !== undefined) machine.exitCode = toNumber(jump.value);
    return jump.kind === 'exit';
  }
}

function* feed(proc: Proc, command: string, text: string): Process<void> {
  const found = findProgram(proc, 'sh', proc.env.get('PATH') ?? '/bin:/usr/bin');
  if (!('program' in found)) return;
  const { env, cwd, credentials, group } = proc;
  const files = new Map(proc.files).set(0, openText(text));
  const child = proc.kernel.create({ argv: ['sh', '-c', command], env, cwd, credentials, files, parent: proc, group });
  proc.kernel.run(child, found.program(child));
  if (child.alive) yield* wait(child.exited);
}

export default awk;
