import { parseDuration } from '../../base/duration.ts';

/** One flag of a command. */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** `list` splits at commas and adds up, so do `pairs` and a `map` of `key=value`; `array` only adds up. */
  readonly type: 'bool' | 'string' | 'int' | 'duration' | 'list' | 'pairs' | 'map' | 'array';
  readonly default?: string;
  /** The value of the flag when it is given without one, e.g. `--dry-run`. */
  readonly bare?: string;
  /** The real kubectl has it, this simulation does not: using it is an error. */
  readonly missing?: true;
}

/** The flags that a command line gave, by long name. */
export interface Flags {
  bool(name: string): boolean;
  string(name: string): string;
  int(name: string): number;
  /** Milliseconds. */
  durationMs(name: string): number;
  list(name: string): readonly string[];
  /** Whether the command line names it. */
  given(name: string): boolean;
}

/** A command line taken apart. `dashAt` is the number of arguments before `--`, or -1. */
export interface ParsedArgs {
  readonly flags: Flags;
  readonly args: readonly string[];
  readonly dashAt: number;
}

/** Takes a command line apart as pflag does. Throws an Error with pflag's text. */
export function parseFlags(argv: readonly string[], specs: readonly FlagSpec[]): ParsedArgs {
  const values = new Map<string, string[]>();
  const args: string[] = [];
  let dashAt = -1;
  const set = (spec: FlagSpec, value: string): void => {
    check(spec, value);
    const adds = ['list', 'pairs', 'map', 'array'].includes(spec.type);
    values.set(spec.name, [...(adds ? (values.get(spec.name) ?? []) : []), value]);
  };
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i]!;
    if (arg === '--') {
      dashAt = args.length;
      args.push(...argv.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      if (longFlag(arg, argv[i + 1], specs, set)) i++;
    } else if (arg.startsWith('-') && arg.length > 1) {
      if (shortFlags(arg, argv[i + 1], specs, set)) i++;
    } else {
      args.push(arg);
    }
  }
  return { flags: access(values, specs), args, dashAt };
}

type Set = (spec: FlagSpec, value: string) => void;

/** Returns whether the next argument was taken as the value. */
function longFlag(arg: string, next: string | undefined, specs: readonly FlagSpec[], set: Set): boolean {
  const equals = arg.indexOf('=');
  const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  if (name === '' || name.startsWith('-')) throw new Error(`bad flag syntax: ${arg}`);
  const spec = specs.find((each) => each.name === name);
  if (!spec) throw new Error(`unknown flag: --${name}`);
  if (equals >= 0) {
    set(spec, arg.slice(equals + 1));
    return false;
  }
  const bare = bareValue(spec);
  if (bare !== undefined) {
    set(spec, bare);
    return false;
  }
  if (next === undefined) throw new Error(`flag needs an argument: --${name}`);
  set(spec, next);
  return true;
}

function shortFlags(arg: string, next: string | undefined, specs: readonly FlagSpec[], set: Set): boolean {
  for (let rest = arg.slice(1); rest; ) {
    const letter = rest[0]!;
    const spec = specs.find((each) => each.short === letter);
    if (!spec) throw new Error(`unknown shorthand flag: '${letter}' in ${arg}`);
    const bare = bareValue(spec);
    if (rest.length > 2 && rest[1] === '=') {
      set(spec, rest.slice(2));
      return false;
    }
    if (bare !== undefined) {
      set(spec, bare);
      rest = rest.slice(1);
      continue;
    }
    if (rest.length > 1) {
      set(spec, rest.slice(1));
      return false;
    }
    if (next === undefined) throw new Error(`flag needs an argument: '${letter}' in ${arg}`);
    set(spec, next);
    return true;
  }
  return false;
}

function bareValue(spec: FlagSpec): string | undefined {
  return spec.type === 'bool' ? 'true' : spec.bare;
}

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

function check(spec: FlagSpec, value: string): void {
  const fail = (why: string): never => {
    const name = spec.short ? `-${spec.short}, --${spec.name}` : `--${spec.name}`;
    throw new Error(`invalid argument ${JSON.stringify(value)} for "${name}" flag: ${why}`);
  };
  if (spec.type === 'bool' && !TRUE.includes(value) && !FALSE.includes(value)) {
    fail(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
  if (spec.type === 'int' && !/^[+-]?\d+$/.test(value)) {
    fail(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
  if (spec.type === 'pairs') {
    if (value.split(',').some((pair) => !pair.includes('='))) fail('malformed pair, expect string=string');
  }
  if (spec.type === 'map') {
    const bad = value.split(',').find((pair) => !pair.includes('='));
    if (bad !== undefined) fail(`${bad} must be formatted as key=value`);
  }
  if (spec.type === 'duration') {
    try {
      parseDuration(value);
    } catch (error) {
      fail((error as Error).message);
    }
  }
}

function access(values: ReadonlyMap<string, string[]>, specs: readonly FlagSpec[]): Flags {
  const all = (name: string): readonly string[] => {
    const given = values.get(name);
    if (given) return given;
    const spec = specs.find((each) => each.name === name);
    return spec?.default === undefined ? [] : [spec.default];
  };
  const last = (name: string): string => all(name).at(-1) ?? '';
  const isList = (name: string): boolean =>
    ['list', 'pairs', 'map'].includes(specs.find((each) => each.name === name)?.type ?? '');
  return {
    bool: (name) => TRUE.includes(last(name)),
    string: last,
    int: (name) => Number(last(name) || 0),
    durationMs: (name) => (last(name) ? parseDuration(last(name)) : 0),
    list: (name) => (isList(name) ? all(name).flatMap((value) => value.split(',')) : all(name)),
    given: (name) => values.has(name),
  };
}
