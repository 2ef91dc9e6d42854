import { environmentWith } from '../../api/cel/environment.ts';
import { compile } from '../../api/cel/expression.ts';
import { toCel } from '../../api/cel/values.ts';
import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { mapMatcher } from '../../api/selectors.ts';
import { parseDuration } from '../../base/duration.ts';
import { splitCommandLine } from '../../sim/kubectl/split-command-line.ts';
import { parseCondition } from '../../sim/kubectl/wait/condition.ts';

/** What is looked at: a committed write, or an object that has been there before. */
export interface Look {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
}

/** What a run goes on to: a write, a moment, or rest. */
export type Condition =
  | { readonly on: 'write'; readonly isNews: boolean; isMet(look: Look): boolean }
  | { readonly on: 'time'; readonly atMs: number }
  | { readonly on: 'rest' };

/**
 * Reads what a person wants to wait for: the arguments of `kubectl wait`, `event REASON`, `time 5m`, `rest`, or an expression
 * in CEL on `object`. Throws Error in words for what is none of these.
 * @param nowMs virtual time of the page: `time +30s` counts from here
 */
export function readCondition(text: string, nowMs: number): Condition {
  const line = text.trim().replace(/^(?:kubectl\s+)?wait\s+/, '');
  const [word = '', ...rest] = line.split(/\s+/);
  if (line === '') throw new Error('say what to wait for');
  if (line === 'rest') return { on: 'rest' };
  if (word === 'time' && rest.length === 1) return timeOf(rest[0]!, nowMs);
  if (word === 'event' && rest.length <= 2) return eventOf(rest[0] ?? '', rest[1] ?? '');
  if (/(?:^|\s)--for[=\s]/.test(line)) return waitOf(line);
  return expressionOf(line);
}

function timeOf(text: string, nowMs: number): Condition {
  const clock = /^(\d+):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock) {
    const [first, second, third] = clock.slice(1).map((part) => Number(part ?? Number.NaN)) as [number, number, number];
    const seconds = Number.isNaN(third) ? first * 60 + second : first * 3600 + second * 60 + third;
    return { on: 'time', atMs: seconds * 1000 };
  }
  const isSpan = text.startsWith('+');
  return { on: 'time', atMs: parseDuration(isSpan ? text.slice(1) : text) + (isSpan ? nowMs : 0) };
}

function eventOf(reason: string, about: string): Condition {
  const isWarning = reason === 'Warning';
  return {
    on: 'write',
    isNews: true,
    isMet: ({ kind, object, type }) => {
      if (kind.kind !== 'Event' || type === 'DELETED') return false;
      const event = object as Event;
      if (!(event.involvedObject.name ?? '').includes(about)) return false;
      return reason === '' || (isWarning ? event.type === 'Warning' : event.reason === reason);
    },
  };
}

interface Target {
  readonly kind: string;
  /** '' for any. */
  readonly name: string;
  readonly namespace: string;
  readonly selector: string;
}

/** The arguments of `kubectl wait`; without a name any object of the kind will do. */
function waitOf(line: string): Condition {
  const { forText, target } = argumentsOf(splitCommandLine(line));
  const condition = parseCondition(forText);
  if (target.kind === '') throw new Error('say of which object: pod/NAME, deployment/NAME');
  const matcher = selectorOf(target.selector);
  const isTarget = ({ kind, object: { metadata } }: Look): boolean =>
    isCalled(kind, target.kind) &&
    (target.name === '' || metadata.name === target.name) &&
    (!kind.namespaced || (metadata.namespace ?? '') === target.namespace) &&
    matcher(metadata.labels);
  if (condition.kind === 'delete')
    return { on: 'write', isNews: true, isMet: (look) => look.type === 'DELETED' && isTarget(look) };
  if (condition.kind === 'create') return { on: 'write', isNews: false, isMet: (look) => isTarget(look) };
  return {
    on: 'write',
    isNews: false,
    isMet: (look) => look.type !== 'DELETED' && isTarget(look) && condition.isMet(look.object as never),
  };
}

function argumentsOf(words: readonly string[]): { readonly forText: string; readonly target: Target } {
  const values = { for: '', namespace: 'default', selector: '' };
  const names: Readonly<Record<string, keyof typeof values>> = {
    ...{ '--for': 'for', '-n': 'namespace', '--namespace': 'namespace', '-l': 'selector', '--selector': 'selector' },
  };
  const plain: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const [, flag = word, given] = /^(--?[^=]+)=(.*)$/.exec(word) ?? [];
    const name = names[flag];
    if (name !== undefined) values[name] = given ?? words[++index] ?? '';
    else if (!word.startsWith('-')) plain.push(word);
    else if (!/^--(?:timeout|all)\b/.test(word)) throw new Error(`unknown flag: ${word}`);
  }
  const [kind = '', name = ''] = plain[0]?.includes('/') ? plain[0].split('/') : plain;
  const { namespace, selector } = values;
  return { forText: values.for, target: { kind: kind.toLowerCase(), name, namespace, selector } };
}

/** Whether a kind goes by a name: `pod`, `pods`, `po`, `deployments.apps`. */
function isCalled({ kind, plural, singular, shortNames = [], group }: Kind, name: string): boolean {
  const names = [kind.toLowerCase(), plural, singular, ...shortNames];
  return names.includes(name) || (group !== '' && names.some((each) => `${each}.${group}` === name));
}

function selectorOf(text: string): (labels: Readonly<Record<string, string>> | undefined) => boolean {
  if (text === '') return () => true;
  const pairs = text.split(',').map((part) => /^([^=!]+?)==?(.*)$/.exec(part.trim()));
  if (pairs.some((pair) => pair === null)) throw new Error('a selector of key=value, parted by commas, is read here');
  const matcher = mapMatcher(Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!])));
  return (labels) => matcher.matches(labels);
}

/** An expression on each object that is written. What it cannot be asked of does not fulfil it. */
function expressionOf(source: string): Condition {
  const compiled = compile(environmentWith('object'), source, ['bool']);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return {
    on: 'write',
    isNews: false,
    isMet: ({ kind, object, type }) => {
      if (type === 'DELETED') return false;
      const outcome = compiled.evaluate({ object: toCel({ ...object, kind: kind.kind }) });
      return 'value' in outcome && outcome.value === true;
    },
  };
}
