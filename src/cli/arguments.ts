/** A command line that does not say what it should; the message is for the user. */
export class UsageError extends Error {}

export interface Arguments {
  readonly positional: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/**
 * Splits arguments into positional ones and flags (`--name value`, `--name=value`, or a bare `--name` for those in
 * `switches`). Throws UsageError for a flag that is not known.
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
    if (!word.startsWith('--')) {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    if (switches.includes(name)) flags.set(name, 'true');
    else if (!valued.includes(name)) throw new UsageError(`unknown flag: --${name}`);
    else if (equals >= 0) flags.set(name, word.slice(equals + 1));
    else if (i + 1 < argv.length) flags.set(name, argv[++i]!);
    else throw new UsageError(`flag needs an argument: --${name}`);
  }
  return { positional, flags };
}

/** A flag that is a number within bounds; `fallback` where it is not given. */
export function numberFlag(args: Arguments, name: string, fallback: number, min: number, max: number): number {
  const text = args.flags.get(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new UsageError(
      `invalid argument ${JSON.stringify(text)} for --${name}: must be a number from ${min} to ${max}`,
    );
  }
  return value;
}
