import type { EnvVar } from '../../../api/k8s/core-v1.gen.ts';
import { regexError } from '../../../api/names.ts';
import { goQuote } from '../../../base/go-quote.ts';

/** What the arguments of `set env` ask for. */
export interface EnvChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** The resources before the first `KEY=value`, `KEY-` or `-`, and those. Models SplitEnvironmentFromResources. */
export function splitEnvArguments(args: readonly string[]): { resources: readonly string[]; env: readonly string[] } {
  const isEnv = (arg: string): boolean => /^.+=/s.test(arg) || arg.endsWith('-');
  const first = args.findIndex(isEnv);
  const env = first < 0 ? [] : args.slice(first);
  if (!env.every(isEnv)) {
    throw new Error(`all resources must be specified before environment changes: ${args.join(' ')}`);
  }
  return { resources: first < 0 ? args : args.slice(0, first), env };
}

/** kubectl is stricter than the server. */
const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const NAME_RULE = regexError(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  '[-._a-zA-Z][-._a-zA-Z0-9]*',
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
);

/** Reads `KEY=value`, `KEY-`, and with `-` lines of standard input. Models envutil.ParseEnv. */
export function parseEnvArguments(texts: readonly string[], stdin: string): EnvChange {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  const add = (text: string): void => {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals);
    if (!NAME.test(name)) throw new Error(`${goQuote(name)} is not a valid key name: ${NAME_RULE}`);
    set.push({ name, value: text.slice(equals + 1) });
  };
  for (const text of texts) {
    if (text === '-') for (const line of linesOf(stdin)) add(line);
    else if (text.includes('=')) add(text);
    else remove.push(text.slice(0, -1));
  }
  if (remove.some((name) => set.some((each) => each.name === name))) {
    throw new Error('can not both modify and remove the same environment variable in the same command');
  }
  return { set, remove };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[^#=]+=/.test(line));
}
