/** The options and operands of a command line. */
export interface Options {
  readonly flags: ReadonlySet<string>;
  /** Values of options that take one; of one that comes several times, the last. */
  readonly values: ReadonlyMap<string, string>;
  /** All values, in their order. */
  readonly all: readonly (readonly [string, string])[];
  readonly operands: readonly string[];
  /** The first option that the program does not know. */
  readonly unknown: string | undefined;
}

/**
 * Takes a command line apart as getopt does. `spec` lists the letters, with a colon after those that take a value; a
 * leading `+` stops at the first operand. `long` gives long options the letter that they stand for.
 */
export function options(args: readonly string[], spec: string, long: Readonly<Record<string, string>> = {}): Options {
  const flags = new Set<string>();
  const all: [string, string][] = [];
  const operands: string[] = [];
  let unknown: string | undefined;
  const takesValue = (letter: string): boolean => spec[spec.indexOf(letter) + 1] === ':';
  const add = (letter: string, value: string | undefined): void => {
    flags.add(letter);
    if (value !== undefined) all.push([letter, value]);
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name, value] = arg.slice(2).split(/=(.*)/s) as [string, string | undefined];
      const letter = long[name];
      if (letter === undefined) unknown ??= arg;
      else if (takesValue(letter)) add(letter, value ?? args[++i] ?? '');
      else add(letter, value);
    } else if (/^-./.test(arg)) {
      for (let j = 1; j < arg.length; j++) {
        const letter = arg[j]!;
        if (!spec.includes(letter) || letter === ':') {
          unknown ??= `-${letter}`;
        } else if (takesValue(letter)) {
          add(letter, j + 1 < arg.length ? arg.slice(j + 1) : (args[++i] ?? ''));
          break;
        } else add(letter, undefined);
      }
    } else {
      if (spec.startsWith('+')) {
        operands.push(...args.slice(i));
        break;
      }
      operands.push(arg);
    }
  }
  return { flags, values: new Map(all), all, operands, unknown };
}
