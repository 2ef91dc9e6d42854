import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { ConnectionError } from '../../network/network.ts';
import { type Api, createApi } from '../client/api.ts';
import { createMapper, type Mapper } from '../client/mapper.ts';
import type { ApiResource } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { commands } from '../commands.ts';
import type { KubectlEnv } from '../env.ts';
import type { FlagSpec } from '../flags.ts';
import { GLOBAL_FLAGS } from '../options/global-flags.ts';
import { ARGUMENTS, type ArgumentRule, FLAG_VALUES } from './rules.ts';

/** Where the word stands that is to be completed. */
interface Place {
  /** Words of the command's name. */
  readonly path: readonly string[];
  readonly command: Command | undefined;
  /** Arguments before the word. */
  readonly args: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** The flag whose value the word is. */
  readonly flagOfValue: FlagSpec | undefined;
  readonly namespace: string;
  /** The word comes after `--`: it is the container's. */
  readonly isForeign: boolean;
}

interface Session extends Place {
  readonly env: KubectlEnv;
  readonly api: Api;
  readonly mapper: Mapper;
  readonly word: string;
}

/**
 * Words that may stand in place of the last of a kubectl command line, in order: commands, flags, resource types, and
 * names that the server knows. What the server does not answer has no completion.
 * @param words the line after `kubectl`; the last word is the one being typed, '' for none yet
 */
export function* completeKubectl(words: readonly string[], env: KubectlEnv): Process<readonly string[]> {
  const word = words.at(-1) ?? '';
  const place = placeOf(words.slice(0, -1), env.namespace);
  const api = createApi(env, () => undefined);
  const session: Session = { ...place, env, api, mapper: createMapper(api, env.cache ?? {}), word };
  try {
    const found = (yield* candidates(session)).filter((each) => each.startsWith(word));
    return [...new Set(found)].sort();
  } catch (error) {
    if (error instanceof ApiError || error instanceof ConnectionError) return [];
    throw error;
  }
}

function* candidates(session: Session): Process<readonly string[]> {
  const { command, word, args, path, flagOfValue, isForeign } = session;
  if (isForeign) return [];
  if (flagOfValue) return yield* byRule(session, FLAG_VALUES[flagOfValue.name] ?? { kind: 'none' });
  const assigned = /^--([\w-]+)=(.*)$/.exec(word);
  if (assigned) {
    const values = yield* byRule({ ...session, word: assigned[2]! }, FLAG_VALUES[assigned[1]!] ?? { kind: 'none' });
    return values.map((value) => `--${assigned[1]}=${value}`);
  }
  if (word.startsWith('-')) return session.flags.map(({ name }) => `--${name}`);
  const children = command ? (command.commands ?? []) : commands;
  if (children.length > 0 && args.length === 0) return children.map(({ name }) => name);
  return yield* byRule(session, ARGUMENTS[path.join(' ')] ?? { kind: 'none' });
}

function* byRule(session: Session, rule: ArgumentRule): Process<readonly string[]> {
  const { args, word, env } = session;
  switch (rule.kind) {
    case 'none':
      return [];
    case 'words':
      return rule.words;
    case 'files':
      return [...(env.files?.keys() ?? [])];
    case 'types':
      return args.length === 0 ? yield* types(session) : [];
    case 'names':
      if (rule.once && args.length > 0) return [];
      if (word.includes('/')) return yield* slashed(session);
      return [...(yield* names(session, rule.type)), ...(rule.slash ?? []).map((type) => `${type}/`)];
    case 'resources':
      return yield* resources(session, rule.types);
  }
}

function* resources(session: Session, only: readonly string[] | undefined): Process<readonly string[]> {
  const { args, word } = session;
  const [first] = args;
  if (first !== undefined && !first.includes('/')) {
    if (first.includes(',')) return [];
    const taken = new Set(args.slice(1));
    return (yield* names(session, first)).filter((name) => !taken.has(name));
  }
  if (word.includes('/')) return yield* slashed(session);
  if (first !== undefined) return [];
  const all = only ?? (yield* types(session));
  const comma = word.lastIndexOf(',') + 1;
  return comma === 0 ? all : all.map((type) => word.slice(0, comma) + type);
}

/** `type/name` for a word that has its slash. */
function* slashed(session: Session): Process<readonly string[]> {
  const type = session.word.slice(0, session.word.indexOf('/'));
  return (yield* names(session, type)).map((name) => `${type}/${name}`);
}

function* types({ mapper }: Session): Process<readonly string[]> {
  const all = yield* mapper.all();
  const ours = all.filter(({ verbs, plural }) => verbs.includes('get') && !plural.includes('/'));
  const isAlone = (each: ApiResource): boolean => ours.every((other) => other.plural !== each.plural || other === each);
  const core = (each: ApiResource): boolean => each.group === '' || isAlone(each);
  return ours.map((each) => (core(each) ? each.plural : `${each.plural}.${each.group}`));
}

function* names({ api, mapper, namespace }: Session, type: string): Process<readonly string[]> {
  const all = yield* mapper.all();
  const lower = type.toLowerCase();
  const isMeant = (each: ApiResource): boolean =>
    each.plural === lower || each.singular === lower || each.shortNames.includes(lower) || each.kind === type;
  if (!all.some(isMeant)) return [];
  const resource = yield* mapper.byName(type);
  const { items } = yield* api.list({ resource, namespace: resource.namespaced ? namespace : '' });
  return items.map(({ metadata }) => String(metadata?.['name'] ?? ''));
}

/** Reads the words before the one that is to be completed. */
function placeOf(words: readonly string[], currentNamespace: string): Place {
  const path: string[] = [];
  const args: string[] = [];
  let command: Command | undefined;
  let children: readonly Command[] = commands;
  let flags: readonly FlagSpec[] = GLOBAL_FLAGS;
  let flagOfValue: FlagSpec | undefined;
  let namespace = currentNamespace;
  let isForeign = false;
  for (const word of words) {
    if (flagOfValue) {
      if (flagOfValue.name === 'namespace') namespace = word;
      flagOfValue = undefined;
      continue;
    }
    if (word === '--') isForeign = true;
    if (word.startsWith('-') && word !== '-') {
      const assigned = /^(?:--namespace=|-n=?)(.+)$/.exec(word)?.[1];
      if (assigned !== undefined) namespace = assigned;
      const spec = flags.find(
        ({ name, short }) => word === `--${name}` || (short !== undefined && word === `-${short}`),
      );
      if (spec && spec.type !== 'bool' && spec.bare === undefined) flagOfValue = spec;
      continue;
    }
    const next =
      args.length === 0 ? children.find(({ name, aliases }) => name === word || aliases?.includes(word)) : undefined;
    if (!next) {
      args.push(word);
      continue;
    }
    command = next;
    path.push(next.name);
    children = next.commands ?? [];
    flags = [...GLOBAL_FLAGS, ...(next.flags ?? [])];
  }
  return { path, command, args, flags, flagOfValue, namespace, isForeign };
}
