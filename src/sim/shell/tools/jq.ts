import { compile } from '@michaelhomer/jqjs';
import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { eachInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

const LONG = {
  'raw-output': 'r',
  'compact-output': 'c',
  'exit-status': 'e',
  'null-input': 'n',
  slurp: 's',
  'sort-keys': 'S',
  'join-output': 'j',
  'monochrome-output': 'M',
};

/** What a run of jq was asked for. */
interface Run {
  readonly filter: (input: unknown) => Iterable<unknown>;
  readonly flags: ReadonlySet<string>;
}

/** Queries JSON. The language is jqjs'; `now` is the time of the simulation. */
const jq: Tool = {
  names: ['jq'],
  *run(proc, args) {
    const { rest, variables } = takeArguments(args);
    const { flags, operands } = options(rest, 'rcensSjMCa', LONG);
    const [program = '.', ...files] = operands;
    let filter: Run['filter'];
    try {
      filter = compile(`def now: ${proc.kernel.options.engine.unixMs / 1000}; ${variables}${program}`);
    } catch (error) {
      yield* proc.complain(`jq: error: ${(error as Error).message}\njq: 1 compile error`);
      return 3;
    }
    if (flags.has('n')) return yield* answer(proc, { filter, flags }, [null]);
    const texts: string[] = [];
    const read = yield* eachInput(proc, 'jq', files, function* (file) {
      texts.push(yield* readRest(proc, file));
    });
    if (read !== 0) return 2;
    let inputs: unknown[];
    try {
      inputs = valuesIn(texts.join(''));
    } catch (error) {
      yield* proc.complain(`jq: parse error: ${(error as Error).message}`);
      return 2;
    }
    return yield* answer(proc, { filter, flags }, flags.has('s') ? [inputs] : inputs);
  },
};

/** Takes `--arg NAME TEXT` and `--argjson NAME JSON` out, as bindings before the program. */
function takeArguments(args: readonly string[]): { readonly rest: string[]; readonly variables: string } {
  const rest: string[] = [];
  let variables = '';
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word !== '--arg' && word !== '--argjson') {
      rest.push(word);
      continue;
    }
    const [name = '', value = ''] = [args[i + 1], args[i + 2]];
    variables += `${word === '--arg' ? JSON.stringify(value) : value} as $${name} | `;
    i += 2;
  }
  return { rest, variables };
}

function* answer(proc: Proc, { filter, flags }: Run, inputs: readonly unknown[]): Process<number> {
  let last: unknown;
  for (const input of inputs) {
    try {
      for (const value of filter(input)) {
        last = value;
        yield* proc.print(textOf(value, flags));
      }
    } catch (error) {
      yield* proc.complain(`jq: error (at <stdin>:0): ${(error as Error).message}`);
      return 5;
    }
  }
  return flags.has('e') && (last === undefined || last === null || last === false) ? (last === undefined ? 4 : 1) : 0;
}

function textOf(value: unknown, flags: ReadonlySet<string>): string {
  const isRaw = flags.has('r') || flags.has('j');
  const end = flags.has('j') ? '' : '\n';
  if (isRaw && typeof value === 'string') return `${value}${end}`;
  const shown = flags.has('S') ? sorted(value) : value;
  return `${JSON.stringify(shown, null, flags.has('c') ? 0 : 2)}${end}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** The JSON values of a text, one after the other. Throws SyntaxError. */
function valuesIn(text: string): unknown[] {
  if (text.trim() === '') return [];
  try {
    return [JSON.parse(text)];
  } catch (error) {
    // Several values: each on lines of its own, as kubectl and jq itself print them.
    const chunks = text.trim().split(/\n(?=[{["\d-]|true|false|null)/);
    if (chunks.length === 1) throw error;
    return chunks.map((chunk) => JSON.parse(chunk) as unknown);
  }
}

export default jq;
