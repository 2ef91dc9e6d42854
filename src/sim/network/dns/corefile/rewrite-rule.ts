import type { Rewrite } from './config.ts';
import { isInZone, normalZone, type Use } from './words.ts';

const KINDS = ['exact', 'prefix', 'suffix', 'substring', 'regex'] as const;
const OTHER_FIELDS = ['class', 'type', 'ttl', 'edns0', 'rcode', 'cname'];

/** Reads a use of the plugin: on one line, or with answers in a block. Throws Error. Models plugin/rewrite (newRule). */
export function rewriteOf({ args, lines }: Use): Rewrite | undefined {
  // In a block the rule stands on the first line, what becomes of answers on the others.
  const words = lines.length === 0 ? args : [...args, ...lines.flatMap(({ name, args: rest }) => [name, ...rest])];
  if (words.length === 0) throw new Error('no rule type specified for rewrite');
  const mode = words[0]!.toLowerCase();
  const rest = mode === 'continue' || mode === 'stop' ? words.slice(1) : words;
  if (rest.length === 0) throw new Error('no rule type specified for rewrite');
  const field = rest[0]!.toLowerCase();
  if (field === 'answer') throw new Error('response rewrites must begin with a name rule');
  if (OTHER_FIELDS.includes(field)) return undefined;
  if (field !== 'name') throw new Error(`invalid rule type ${JSON.stringify(rest[0])}`);
  return nameRule(rest.slice(1), mode === 'continue');
}

function nameRule(words: readonly string[], continues: boolean): Rewrite {
  if (words.length < 2) throw new Error('too few arguments for a name rule');
  const kind = KINDS.find((one) => one === words[0]!.toLowerCase());
  const isNamed = kind !== undefined && words.length > 2;
  const [from = '', to = '', ...answers] = isNamed ? words.slice(1) : words;
  const how = isNamed ? kind : 'exact';
  if (how === 'regex') compiled(from);
  const pairs: [string, string][] = [];
  let isAuto = false;
  for (let i = 0; i < answers.length; ) {
    if (answers[i] !== 'answer') throw new Error(`invalid syntax for ${how} name rule, expected 'answer'`);
    if (answers[i + 1] === 'auto') {
      isAuto = true;
      i += 2;
    } else if (answers[i + 1] === 'name' && answers.length > i + 3) {
      compiled(answers[i + 2]!);
      pairs.push([answers[i + 2]!, answers[i + 3]!]);
      i += 4;
    } else if (answers[i + 1] === 'value') i += 4;
    else throw new Error(`exceeded the number of arguments for a ${how} name rule`);
  }
  const isWhole = how === 'exact' || how === 'suffix';
  return { how, from: isWhole ? dotted(from) : from, to: isWhole ? dotted(to) : to, answers: pairs, isAuto, continues };
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new Error(`invalid regex pattern in a name rule: ${pattern}`);
  }
}

const dotted = (name: string): string => (name.endsWith('.') ? name : `${name}.`);

/** The name that a rule makes of a question's (both with their last dot); undefined when the rule does not match. */
export function rewritten({ how, from, to }: Rewrite, name: string): string | undefined {
  switch (how) {
    case 'exact':
      return name === from.toLowerCase() ? to : undefined;
    case 'prefix':
      return name.startsWith(from) ? to + name.slice(from.length) : undefined;
    case 'suffix':
      return name.endsWith(from) ? name.slice(0, -from.length) + to : undefined;
    case 'substring':
      return name.includes(from) ? name.replaceAll(from, to) : undefined;
    case 'regex':
      return byPattern(name, from, to);
  }
}

/** Whole names only match where the pattern says so; `{1}` stands for what the first group has taken. */
function byPattern(name: string, from: string, to: string): string | undefined {
  const match = new RegExp(from).exec(name);
  if (!match) return undefined;
  return dotted(to.replace(/\{(\d+)\}/g, (_all, group: string) => match[Number(group)] ?? ''));
}

/** A name in an answer as the client is to see it. */
export function writtenBack(rule: Rewrite, name: string, asked: string, became: string): string {
  for (const [from, to] of rule.answers) {
    const found = byPattern(name, from, to);
    if (found !== undefined) return found;
  }
  const isSame = isInZone(name, normalZone(became)) && name.length === became.length;
  return isSame && (rule.isAuto || rule.answers.length === 0) ? asked : name;
}
