/** A command line or file that does not say what it should; the message is for the user. */
export class UsageError extends Error {}

export interface Arguments {
  readonly positional: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/**
 * Splits arguments into positional ones and flags (`--name value`, `--name=value`, or a bare `--name` for those in
 * `switches`); `-o` is short for `--output`. Throws UsageError for a flag that is not known.
 */
export function parseArguments(
  argv: readonly string[],
  valued: readonly string[],
  switches: readonly string[],
): Arguments {
  const positional: string[] = [];
  const flags = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') {
      positional.push(...argv.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const name = flag === '-o' ? 'output' : flag.startsWith('--') ? flag.slice(2) : '';
    if (switches.includes(name)) {
      if (equals >= 0) throw new UsageError(`flag takes no value: ${flag}`);
      flags.set(name, 'true');
    } else if (!valued.includes(name)) throw new UsageError(`unknown flag: ${flag}`);
    else if (equals >= 0) flags.set(name, word.slice(equals + 1));
    else if (i + 1 < argv.length) flags.set(name, argv[++i]!);
    else throw new UsageError(`flag needs an argument: ${flag}`);
  }
  return { positional, flags };
}

/** What a flag that is a number may be. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whether it may have a fraction. */
  readonly fraction?: boolean;
}

/** A flag that is a number within bounds; `fallback` where it is not given. Throws UsageError. */
export function numberFlag(args: Arguments, name: string, fallback: number, range: NumberRange): number {
  const text = args.flags.get(name);
  if (text === undefined) return fallback;
  const { min, max, fraction = false } = range;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max) || (!fraction && !Number.isInteger(value))) {
    const kind = fraction ? 'number' : 'whole number';
    throw new UsageError(
      `invalid argument ${JSON.stringify(text)} for --${name}: must be a ${kind} from ${min} to ${max}`,
    );
  }
  return value;
}
