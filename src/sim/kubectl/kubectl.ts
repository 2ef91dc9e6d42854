import type { Process } from '../../api/process.ts';
import { createApi } from './client/api.ts';
import { createMapper } from './client/mapper.ts';
import type { Command } from './command.ts';
import { commands, kubectlCommandNames } from './commands.ts';
import { contextNamespace } from './config/kubeconfig.ts';
import { DEFAULT_SERVER, type KubectlEnv, type KubectlResult } from './env.ts';
import { ExitError, PlainError, PrintFailure, renderError } from './errors.ts';
import { type FlagSpec, type ParsedArgs, parseFlags } from './flags.ts';
import { identified } from './identity.ts';
import type { Invocation } from './invocation.ts';
import { logLine } from './klog.ts';
import { withKustomization } from './kustomize/as-file.ts';
import { GLOBAL_FLAGS } from './options/global-flags.ts';

/**
 * Runs one kubectl v1.32 command, given without the word `kubectl`: it speaks to the API server as the real one does,
 * waits in virtual time, and prints the same texts. Never throws: errors are in the result.
 */
export function* kubectl(argv: readonly string[], env: KubectlEnv): Process<KubectlResult> {
  let stdout = '';
  let stderr = '';
  const out = (text: string): void => {
    stdout += text;
    if (text) env.write?.('stdout', text);
  };
  const err = (text: string): void => {
    stderr += text;
    if (text) env.write?.('stderr', text);
  };
  try {
    yield* dispatch(argv, env, out, err);
    return { stdout, stderr, exitCode: 0 };
  } catch (error) {
    if (error instanceof PrintFailure) out(error.output);
    const { text, exitCode } = renderError(error, env.server ?? DEFAULT_SERVER);
    err(text);
    return { stdout, stderr, exitCode };
  }
}

function* dispatch(
  argv: readonly string[],
  env: KubectlEnv,
  out: (text: string) => void,
  err: (text: string) => void,
): Process<void> {
  const found = findCommand(argv);
  const specs = specsOf(found.command);
  const parsed = parse(found.path, found.argv, specs);
  const missing = specs.find(
    (spec) => spec.missing && parsed.flags.given(spec.name) && !(spec.type === 'bool' && !parsed.flags.bool(spec.name)),
  );
  if (missing) throw new PlainError(notSimulated(`${found.path} --${missing.name}`));
  if (!found.command || parsed.flags.bool('help')) {
    out(overview(found));
    return;
  }
  if (!found.command.run) {
    if (parsed.args.length > 0) {
      throw new Error(
        `unknown command ${JSON.stringify(parsed.args[0])}\nSee '${found.path} -h' for help and examples`,
      );
    }
    err(overview(found));
    throw new ExitError(1);
  }
  const { flags, env: given } = withKustomization(parsed.flags, env, err);
  const session = identified(given, parsed.flags);
  const api = createApi(session, (text) => err(`Warning: ${text}\n`));
  const invocation: Invocation = {
    ...parsed,
    flags,
    env: session,
    path: found.path,
    namespace: parsed.flags.string('namespace') || contextNamespace(env, parsed.flags.string('context')),
    namespaceGiven: parsed.flags.given('namespace'),
    api,
    mapper: createMapper(api, env.cache ?? {}),
    yaml: { documents: 0 },
    out,
    err,
  };
  if (parsed.flags.given('dry-run') && parsed.flags.string('dry-run') === 'unchanged') {
    const text = '--dry-run is deprecated and can be replaced with --dry-run=client.';
    err(`${logLine('W', env.nowMs(), 'helpers.go:702', text)}\n`);
  }
  yield* found.command.run(invocation);
}

/** A command's own flags, and those of every command but for the names that it takes itself. */
function specsOf(command: Command | undefined): readonly FlagSpec[] {
  const own = command?.flags ?? [];
  return [...GLOBAL_FLAGS.filter(({ name }) => !own.some((each) => each.name === name)), ...own];
}

interface Found {
  readonly command: Command | undefined;
  readonly path: string;
  /** The words without those that name the command. */
  readonly argv: readonly string[];
}

/** Finds the command that the first words name, past flags and their values, as cobra does. */
function findCommand(argv: readonly string[]): Found {
  let found: Found = { command: undefined, path: 'kubectl', argv };
  let children: readonly Command[] = commands;
  let specs = GLOBAL_FLAGS;
  for (;;) {
    const index = firstWord(found.argv, specs);
    const word = found.argv[index];
    const next = children.find((each) => each.name === word || each.aliases?.includes(word ?? ''));
    if (word !== undefined && found.command?.missing?.includes(word)) {
      throw new PlainError(notSimulated(`${found.path} ${word}`));
    }
    if (!next) {
      if (!found.command && word !== undefined && word !== 'help') throw new PlainError(unknownCommand(word));
      return found;
    }
    const rest = [...found.argv.slice(0, index), ...found.argv.slice(index + 1)];
    found = { command: next, path: `${found.path} ${next.name}`, argv: rest };
    children = next.commands ?? [];
    specs = specsOf(next);
    if (children.length === 0 && !next.missing) return found;
  }
}

function firstWord(argv: readonly string[], specs: readonly FlagSpec[]): number {
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i]!;
    if (arg === '--') return argv.length;
    if (!arg.startsWith('-') || arg === '-') return i;
    if (arg.includes('=') || (!arg.startsWith('--') && arg.length > 2)) continue;
    const spec = specs.find((each) => (arg.startsWith('--') ? `--${each.name}` : `-${each.short}`) === arg);
    if (spec?.type !== 'bool' && spec?.bare === undefined) i++;
  }
  return argv.length;
}

function parse(path: string, argv: readonly string[], specs: readonly FlagSpec[]): ParsedArgs {
  try {
    return parseFlags(argv, specs);
  } catch (error) {
    throw new PlainError(`Error: ${(error as Error).message}\nSee '${path} --help' for usage.`);
  }
}

function notSimulated(path: string): string {
  return `error: this simulation has no "${path}" yet`;
}

function unknownCommand(word: string): string {
  if (kubectlCommandNames.includes(word)) return notSimulated(`kubectl ${word}`);
  const alike = kubectlCommandNames.filter(
    (name) => distance(word.toLowerCase(), name) <= 2 || name.startsWith(word.toLowerCase()),
  );
  const hint = alike.length ? `\n\nDid you mean this?\n${alike.map((name) => `\t${name}\n`).join('')}\n` : '';
  return `Error: unknown command ${JSON.stringify(word)} for "kubectl"${hint}`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function overview({ command, path }: Found): string {
  const children = (command ? (command.commands ?? []) : commands).filter(({ name }) => !name.startsWith('__'));
  const lines = children.map((child) => `  ${child.name}\n`).join('');
  const flags = (command?.flags ?? [])
    .map((flag) => `  --${flag.name}${flag.short ? `, -${flag.short}` : ''}\n`)
    .join('');
  const sections = [
    children.length ? `Available Commands:\n${lines}` : '',
    flags ? `Options:\n${flags}` : '',
    `Usage:\n  ${path}${children.length ? ' [command]' : ''} [options]\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}
