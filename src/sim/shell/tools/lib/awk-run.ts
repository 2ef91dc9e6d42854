import type { Process } from '../../../../api/process.ts';
import { callAwk } from './awk-functions.ts';
import { AwkJump, type AwkMachine, regexOf } from './awk-machine.ts';
import type { Expr, Rule, Stmt } from './awk-syntax.ts';
import { InputText, order, toNumber, toText, toTruth, type Value } from './awk-values.ts';
import { format } from './format.ts';

/** Runs the rules of one kind for the current line. */
export function* runRules(machine: AwkMachine, which: 'BEGIN' | 'END' | 'line', active: Set<Rule>): Process<void> {
  for (const rule of machine.program.rules) {
    if (which !== 'line') {
      if (rule.when === which && rule.action) yield* run(machine, rule.action);
    } else if (typeof rule.when !== 'string' && (yield* applies(machine, rule, active))) {
      if (rule.action) yield* run(machine, rule.action);
      else yield* machine.write(`${toText(machine.field(0))}${toText(machine.get('ORS'))}`, '', '');
    }
  }
}

function* applies(machine: AwkMachine, rule: Rule, active: Set<Rule>): Process<boolean> {
  const [from, to] = rule.when as readonly Expr[];
  if (!from) return true;
  if (!to) return toTruth(yield* value(machine, from));
  if (!active.has(rule)) {
    if (!toTruth(yield* value(machine, from))) return false;
    active.add(rule);
  }
  if (toTruth(yield* value(machine, to))) active.delete(rule);
  return true;
}

function* run(machine: AwkMachine, statement: Stmt): Process<void> {
  machine.proc.charge(0.001);
  if (machine.proc.isTired) yield 0;
  switch (statement.do) {
    case 'block':
      for (const one of statement.body) yield* run(machine, one);
      return;
    case 'expr':
      yield* value(machine, statement.of);
      return;
    case 'print':
    case 'printf':
      yield* print(machine, statement);
      return;
    case 'if':
      if (toTruth(yield* value(machine, statement.test))) yield* run(machine, statement.yes);
      else if (statement.no) yield* run(machine, statement.no);
      return;
    case 'while':
      if (statement.first && !(yield* turn(machine, statement.body))) return;
      while (toTruth(yield* value(machine, statement.test))) if (!(yield* turn(machine, statement.body))) return;
      return;
    case 'for':
      if (statement.init) yield* run(machine, statement.init);
      while (!statement.test || toTruth(yield* value(machine, statement.test))) {
        if (!(yield* turn(machine, statement.body))) return;
        if (statement.step) yield* run(machine, statement.step);
      }
      return;
    case 'each':
      for (const key of [...machine.array(statement.array).keys()]) {
        machine.set(statement.name, new InputText(key));
        if (!(yield* turn(machine, statement.body))) return;
      }
      return;
    case 'delete':
      if (!statement.keys) machine.array(statement.name).clear();
      else machine.array(statement.name).delete(yield* keyOf(machine, statement.keys));
      return;
    case 'exit':
    case 'return':
      throw new AwkJump(statement.do, statement.of && (yield* value(machine, statement.of)));
    default:
      throw new AwkJump(statement.do);
  }
}

/** One turn of a loop; false after break. */
function* turn(machine: AwkMachine, body: Stmt): Process<boolean> {
  try {
    yield* run(machine, body);
  } catch (jump) {
    if (!(jump instanceof AwkJump) || (jump.kind !== 'break' && jump.kind !== 'continue')) throw jump;
    return jump.kind === 'continue';
  }
  return true;
}

function* print(machine: AwkMachine, statement: Stmt & { do: 'print' | 'printf' }): Process<void> {
  const values: Value[] = [];
  for (const arg of statement.args) values.push((yield* value(machine, arg)) ?? '');
  const number = toText(machine.get('OFMT'));
  let text: string;
  if (statement.do === 'printf') {
    const [template = '', ...rest] = values.map((one) => toText(one));
    text = format(template, numericArguments(template, values.slice(1), rest), undefined, true).text;
  } else {
    const shown = values.length > 0 ? values : [machine.field(0)];
    text = shown.map((one) => toText(one, number)).join(toText(machine.get('OFS'))) + toText(machine.get('ORS'));
  }
  yield* machine.write(text, statement.mark, statement.to ? toText(yield* value(machine, statement.to)) : '');
}

/** Arguments of numeric directives as numbers: printf(1) complains about others, awk does not. */
export function numericArguments(template: string, values: readonly Value[], texts: readonly string[]): string[] {
  const kinds = [...template.matchAll(/%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?([a-zA-Z%])/g)].filter(
    ([, kind]) => kind !== '%',
  );
  return texts.map((text, i) => {
    const kind = kinds[i]?.[1] ?? 's';
    if (kind === 's') return text;
    if (kind === 'c') return typeof values[i] === 'number' ? String.fromCharCode(values[i] as number) : text;
    const number = toNumber(values[i]);
    return /[dioxXu]/.test(kind) ? String(Math.trunc(number)) : String(number);
  });
}

function* keyOf(machine: AwkMachine, keys: readonly Expr[]): Process<string> {
  const parts: string[] = [];
  for (const key of keys) parts.push(toText(yield* value(machine, key)));
  return parts.join(toText(machine.get('SUBSEP')));
}

/** The value of an expression. */
export function* value(machine: AwkMachine, expr: Expr): Process<Value | undefined> {
  switch (expr.op) {
    case 'number':
    case 'string':
      return expr.value;
    case 'regex':
      return regexOf(expr, () => '').test(toText(machine.field(0))) ? 1 : 0;
    case 'name':
      return machine.get(expr.name);
    case 'index': {
      const array = machine.array(expr.name);
      const key = yield* keyOf(machine, expr.keys);
      if (!array.has(key)) array.set(key, new InputText(''));
      return array.get(key);
    }
    case 'field':
      return machine.field(toNumber(yield* value(machine, expr.of)));
    case 'call':
      return yield* call(machine, expr.name, expr.args);
    case 'unary': {
      const of = yield* value(machine, expr.of);
      return expr.sign === '!' ? (toTruth(of) ? 0 : 1) : expr.sign === '-' ? -toNumber(of) : toNumber(of);
    }
    case 'step': {
      const before = toNumber(yield* value(machine, expr.of));
      yield* store(machine, expr.of, before + expr.by);
      return expr.prefix ? before + expr.by : before;
    }
    case 'binary':
      return yield* binary(machine, expr);
    case 'assign': {
      const right = (yield* value(machine, expr.right)) ?? '';
      const now =
        expr.sign === '='
          ? right
          : arithmetic(expr.sign[0]!, toNumber(yield* value(machine, expr.left)), toNumber(right));
      yield* store(machine, expr.left, now);
      return now;
    }
    case 'in':
      return machine.array(expr.name).has(yield* keyOf(machine, expr.keys)) ? 1 : 0;
    case 'choose':
      return yield* value(machine, toTruth(yield* value(machine, expr.test)) ? expr.yes : expr.no);
    case 'getline':
      return yield* getline(machine, expr);
  }
}

function* getline(machine: AwkMachine, { into, from }: Expr & { op: 'getline' }): Process<number> {
  const path = from ? toText(yield* value(machine, from)) : '-';
  const line = yield* machine.nextLineOf(path);
  if (line === undefined) return 0;
  if (!from) machine.set('NR', toNumber(machine.get('NR')) + 1);
  if (into) yield* store(machine, into, new InputText(line));
  else machine.setLine(line);
  return 1;
}

function* store(machine: AwkMachine, place: Expr, now: Value): Process<void> {
  if (place.op === 'name') machine.set(place.name, now);
  else if (place.op === 'field') machine.setField(toNumber(yield* value(machine, place.of)), now);
  else if (place.op === 'index') machine.array(place.name).set(yield* keyOf(machine, place.keys), now);
}

function* binary(machine: AwkMachine, { sign, left, right }: Expr & { op: 'binary' }): Process<Value> {
  if (sign === '&&') return toTruth(yield* value(machine, left)) && toTruth(yield* value(machine, right)) ? 1 : 0;
  if (sign === '||') return toTruth(yield* value(machine, left)) || toTruth(yield* value(machine, right)) ? 1 : 0;
  const a = yield* value(machine, left);
  if (sign === '~' || sign === '!~') {
    const pattern = right.op === 'regex' ? '' : toText(yield* value(machine, right));
    return regexOf(right, () => pattern).test(toText(a)) === (sign === '~') ? 1 : 0;
  }
  const b = yield* value(machine, right);
  if (sign === ' ') return toText(a) + toText(b);
  const difference = /[<>=]/.test(sign) ? order(a, b) : 0;
  const compared: Record<string, boolean> = {
    '<': difference < 0,
    '<=': difference <= 0,
    '==': difference === 0,
    '!=': difference !== 0,
    '>': difference > 0,
    '>=': difference >= 0,
  };
  return sign in compared ? (compared[sign] ? 1 : 0) : arithmetic(sign, toNumber(a), toNumber(b));
}

function arithmetic(sign: string, a: number, b: number): number {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default:
      return a ** b;
  }
}

function* call(machine: AwkMachine, name: string, args: readonly Expr[]): Process<Value | undefined> {
  const own = machine.program.functions.get(name);
  if (!own)
    return yield* callAwk(
      machine,
      name,
      args,
      (expr) => value(machine, expr),
      (place, now) => store(machine, place, now),
    );
  const frame = new Map<string, Value | Map<string, Value> | undefined>();
  for (const [i, param] of own.params.entries()) {
    const arg = args[i];
    const given = arg && (yield* value(machine, arg));
    // A name without a value may be an array.
    frame.set(param, given ?? (arg?.op === 'name' ? machine.array(arg.name) : undefined));
  }
  machine.frames.push(frame);
  try {
    yield* run(machine, own.body);
    return '';
  } catch (jump) {
    if (!(jump instanceof AwkJump) || jump.kind !== 'return') throw jump;
    return jump.value ?? '';
  } finally {
    machine.frames.pop();
  }
}
