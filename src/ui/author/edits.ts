import type { Document } from 'yaml';
import { change, type Draft, listAt, type Path, readDraft, setIn } from './draft.ts';

/** Where steps go: what happens by itself, the model solution, or what a mistake does. */
export type StepList = 'script' | 'solution' | `mistake ${number}`;

export function pathOf(list: StepList): Path {
  if (list === 'script') return ['spec', 'steps'];
  if (list === 'solution') return ['spec', 'exercise', 'solution'];
  return ['spec', 'exercise', 'mistakes', Number(list.slice('mistake '.length)), 'do'];
}

const EXERCISE: Path = ['spec', 'exercise'];

/** The languages in which a draft has words; the page's when it has none yet. */
export function languagesOf(draft: Draft, page: string): readonly string[] {
  const given = Object.keys(draft.spec?.texts ?? {});
  return given.length === 0 ? [page] : given;
}

/** The language whose words are edited: the page's if the draft has it. */
export function editedLanguage(draft: Draft, page: string): string {
  const languages = languagesOf(draft, page);
  return languages.includes(page) ? page : languages[0]!;
}

/** Sets words in every language: whoever translates a file finds all that needs words. */
function inAll(document: Document, languages: readonly string[], path: Path, value: unknown): void {
  for (const language of languages) {
    const at = ['spec', 'texts', language, ...path];
    if (!document.hasIn(at)) setIn(document, at, value);
  }
}

/** A name that no other has: `ready`, `ready-2` … */
function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let n = 2; taken.includes(name); n++) name = `${wanted}-${n}`;
  return name;
}

/** What a goal is made of. */
export interface NewGoal {
  readonly id: string;
  readonly mode: 'check' | 'never';
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
  readonly unmet: string;
}

/** Adds a goal, and its words in all languages of the draft. */
export function addGoal(text: string, goal: NewGoal, page: string): string {
  const draft = readDraft(text);
  const id = freeName(
    goal.id,
    (draft.spec?.exercise?.goals ?? []).map((one) => one.id),
  );
  const raw = {
    id,
    [goal.mode]: goal.expression,
    ...(Object.keys(goal.values).length > 0 ? { values: goal.values } : {}),
  };
  const words = { text: goal.text, ...(goal.unmet === '' ? {} : { unmet: goal.unmet }) };
  return change(text, (document) => {
    listAt(document, [...EXERCISE, 'goals']).add(document.createNode(raw));
    inAll(document, languagesOf(draft, page), ['goals', id], words);
  });
}

/** Takes a goal away, with its words and from what mistakes fail. */
export function removeGoal(text: string, index: number): string {
  const { spec } = readDraft(text);
  const id = spec?.exercise?.goals?.[index]?.id;
  return change(text, (document) => {
    document.deleteIn([...EXERCISE, 'goals', index]);
    if (id === undefined) return;
    for (const language of Object.keys(spec?.texts ?? {}))
      setIn(document, ['spec', 'texts', language, 'goals', id], undefined);
    (spec?.exercise?.mistakes ?? []).forEach(({ fails = [] }, i) => {
      if (fails.includes(id))
        setIn(
          document,
          [...EXERCISE, 'mistakes', i, 'fails'],
          fails.filter((one) => one !== id),
        );
    });
  });
}

/** Adds a hint that costs nothing yet. */
export function addHint(text: string, words: string, page: string): string {
  const draft = readDraft(text);
  return change(text, (document) => {
    listAt(document, [...EXERCISE, 'hints']).add(document.createNode(0));
    for (const language of languagesOf(draft, page))
      listAt(document, ['spec', 'texts', language, 'hints']).add(document.createNode(words));
  });
}

export function removeHint(text: string, index: number): string {
  const draft = readDraft(text);
  return change(text, (document) => {
    setIn(document, [...EXERCISE, 'hints', index], undefined);
    for (const language of Object.keys(draft.spec?.texts ?? {}))
      setIn(document, ['spec', 'texts', language, 'hints', index], undefined);
  });
}

/** Adds a mistake that people make, which fails no goal yet. */
export function addMistake(text: string, words: string, page: string): string {
  const draft = readDraft(text);
  const id = freeName(
    'mistake',
    (draft.spec?.exercise?.mistakes ?? []).map((one) => one.id),
  );
  return change(text, (document) => {
    listAt(document, [...EXERCISE, 'mistakes']).add(document.createNode({ id, do: [], fails: [] }));
    inAll(document, languagesOf(draft, page), ['mistakes', id], words);
  });
}

export function removeMistake(text: string, index: number): string {
  const { spec } = readDraft(text);
  const id = spec?.exercise?.mistakes?.[index]?.id;
  return change(text, (document) => {
    document.deleteIn([...EXERCISE, 'mistakes', index]);
    if (id !== undefined)
      for (const language of Object.keys(spec?.texts ?? {}))
        setIn(document, ['spec', 'texts', language, 'mistakes', id], undefined);
  });
}

/** Adds a caption that comes at a time. */
export function addCaption(text: string, at: string, title: string, page: string): string {
  const draft = readDraft(text);
  const id = freeName(
    'caption',
    (draft.spec?.captions ?? []).map((one) => one.id),
  );
  return change(text, (document) => {
    listAt(document, ['spec', 'captions']).add(document.createNode({ id, at }));
    inAll(document, languagesOf(draft, page), ['captions', id], { title, text: '' });
  });
}

export function removeCaption(text: string, index: number): string {
  const { spec } = readDraft(text);
  const id = spec?.captions?.[index]?.id;
  return change(text, (document) => {
    document.deleteIn(['spec', 'captions', index]);
    // An empty list of captions teaches nothing.
    if (spec?.captions?.length === 1) document.deleteIn(['spec', 'captions']);
    if (id !== undefined)
      for (const language of Object.keys(spec?.texts ?? {}))
        setIn(document, ['spec', 'texts', language, 'captions', id], undefined);
  });
}

/** A draft that goes on from a scenario, under a name of its own. */
export function draftOf(scenario: string): string {
  const name = readDraft(scenario).metadata?.name ?? 'lesson';
  if (name.startsWith('my-')) return scenario;
  return change(scenario, (document) => setIn(document, ['metadata', 'name'], `my-${name}`.slice(0, 63)));
}
