import type { Process } from '../../../../api/process.ts';
import { type AwkMachine, regexOf } from './awk-machine.ts';
import { numericArguments } from './awk-run.ts';
import { AwkProblem, type Expr } from './awk-syntax.ts';
import { InputText, toNumber, toText, type Value } from './awk-values.ts';
import { strftime } from './clock.ts';
import { format } from './format.ts';

/** Calls a function that awk brings along. */
export function* callAwk(
  machine: AwkMachine,
  name: string,
  args: readonly Expr[],
  value: (expr: Expr) => Process<Value | undefined>,
  store: (place: Expr, now: Value) => Process<void>,
): Process<Value> {
  const [first] = args;
  if (name === 'length' && first?.op === 'name' && machine.get(first.name) === undefined)
    return machine.array(first.name).size;
  if (name === 'sub' || name === 'gsub') return yield* substitute(machine, name === 'gsub', args, value, store);
  if (name === 'split') return yield* split(machine, args, value);
  const values: (Value | undefined)[] = [];
  for (const [i, arg] of args.entries())
    values.push(name === 'match' && i === 1 && arg.op === 'regex' ? '' : yield* value(arg));
  const text = (i: number): string => toText(values[i]);
  const number = (i: number): number => toNumber(values[i]);
  switch (name) {
    case 'length':
      return args.length === 0 ? toText(machine.field(0)).length : text(0).length;
    case 'substr': {
      const start = Math.round(number(1));
      const end = args.length > 2 ? start + Math.round(number(2)) : Infinity;
      return text(0).slice(Math.max(0, start - 1), Math.max(0, end - 1));
    }
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'match': {
      const found = regexOf(args[1]!, () => text(1)).exec(text(0));
      machine.set('RSTART', found ? found.index + 1 : 0);
      machine.set('RLENGTH', found ? found[0].length : -1);
      return found ? found.index + 1 : 0;
    }
    case 'toupper':
      return text(0).toUpperCase();
    case 'tolower':
      return text(0).toLowerCase();
    case 'sprintf': {
      const texts = values.slice(1).map((one) => toText(one));
      return format(text(0), numericArguments(text(0), values.slice(1) as Value[], texts), undefined, true).text;
    }
    case 'close':
      machine.close(text(0));
      return 0;
    case 'systime':
      return Math.floor(machine.proc.kernel.unixMs / 1000);
    case 'strftime':
      return strftime(
        args.length > 0 ? text(0) : '%c',
        args.length > 1 ? number(1) * 1000 : machine.proc.kernel.unixMs,
      );
    case 'rand':
      return machine.proc.kernel.random.next();
    case 'srand':
    case 'fflush':
      return 0;
    default:
      return calculate(name, number);
  }
}

function calculate(name: string, number: (i: number) => number): number {
  switch (name) {
    case 'int':
      return Math.trunc(number(0));
    case 'sqrt':
      return Math.sqrt(number(0));
    case 'exp':
      return Math.exp(number(0));
    case 'log':
      return Math.log(number(0));
    case 'sin':
      return Math.sin(number(0));
    case 'cos':
      return Math.cos(number(0));
    case 'atan2':
      return Math.atan2(number(0), number(1));
    default:
      throw new AwkProblem(`function ${name} is not part of the simulation`);
  }
}

function* substitute(
  machine: AwkMachine,
  isGlobal: boolean,
  [pattern, template, target]: readonly Expr[],
  value: (expr: Expr) => Process<Value | undefined>,
  store: (place: Expr, now: Value) => Process<void>,
): Process<number> {
  const place = target ?? ({ op: 'field', of: { op: 'number', value: 0 } } satisfies Expr);
  const source = pattern!.op === 'regex' ? '' : toText(yield* value(pattern!));
  const text = toText(target ? yield* value(target) : machine.field(0));
  const replacement = toText(yield* value(template!));
  let count = 0;
  const changed = text.replace(
    regexOf(pattern!, () => source),
    (found: string) => {
      if (count > 0 && !isGlobal) return found;
      count++;
      return replacement.replace(/\\\\|\\&|&/g, (mark) => (mark === '&' ? found : mark[1]!));
    },
  );
  if (count > 0) yield* store(place, changed);
  return count;
}

function* split(
  machine: AwkMachine,
  [text, target, separator]: readonly Expr[],
  value: (expr: Expr) => Process<Value | undefined>,
): Process<number> {
  const whole = toText(yield* value(text!));
  const by = !separator
    ? toText(machine.get('FS'))
    : separator.op === 'regex'
      ? separator.source
      : toText(yield* value(separator));
  const pieces =
    separator?.op === 'regex' && by.length === 1 ? machine.pieces(whole, `[${by}]`) : machine.pieces(whole, by);
  const array = machine.array(target?.op === 'name' ? target.name : '');
  array.clear();
  for (const [i, piece] of pieces.entries()) array.set(String(i + 1), new InputText(piece));
  return pieces.length;
}
