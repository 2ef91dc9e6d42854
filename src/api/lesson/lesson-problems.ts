import { compile } from '../cel/expression.ts';
import { actionProblems } from '../scenario-step.ts';
import { type Path, type Problem, valueAt } from '../schema-problems.ts';
import type { RawCaption, RawDeed, RawExercise, RawGoal, RawLesson, RawTexts } from './raw-lesson.ts';
import { EMPTY_WORLD, goalEnvironment } from './world.ts';

const SPEC: Path = ['spec'];
const environment = goalEnvironment(EMPTY_WORLD);

/** What a schema says badly of the part of a spec that teaches. Values may be of any type: the schema tells of those. */
export function lessonProblems(spec: unknown): Problem[] {
  if (!isRecord(spec)) return [];
  const { captions, exercise, texts } = spec as RawLesson;
  const problems: Problem[] = [];
  problems.push(...captionProblems(listOf<RawCaption>(captions)));
  if (isRecord(exercise)) problems.push(...exerciseProblems(exercise as unknown as RawExercise));
  if (isRecord(texts))
    for (const [language, one] of Object.entries(texts))
      if (isRecord(one))
        problems.push(...textProblems(one as RawTexts, spec as RawLesson, [...SPEC, 'texts', language]));
  return problems;
}

/** Whether all that a lesson shows has words, and no words are for what it does not have. */
export function textProblems(texts: RawTexts, { captions, exercise }: RawLesson, path: Path): Problem[] {
  const ids = (list: unknown): string[] => listOf<{ id: string }>(list).map(({ id }) => id);
  const problems = [
    ...sameNames(texts.captions, ids(captions), [...path, 'captions']),
    ...sameNames(texts.goals, ids(exercise?.goals), [...path, 'goals']),
    ...sameNames(texts.mistakes, ids(exercise?.mistakes), [...path, 'mistakes']),
  ];
  const wanted = listOf(exercise?.hints).length;
  const given = listOf(texts.hints).length;
  if (wanted !== given)
    problems.push({ path: [...path, 'hints'], message: `Invalid value: ${given}: the exercise has ${wanted} hints` });
  for (const [id, { unmet }] of Object.entries(texts.goals ?? {})) {
    const goal = listOf<RawGoal>(exercise?.goals).find((one) => one.id === id);
    for (const [, name = ''] of String(unmet ?? '').matchAll(/\{(\w+)\}/g))
      if (goal && goal.values?.[name] === undefined)
        problems.push({
          path: [...path, 'goals', id, 'unmet'],
          message: `Invalid value: "{${name}}": ${oneOf(Object.keys(goal.values ?? {}), 'the goal has no values')}`,
        });
  }
  return problems;
}

function captionProblems(captions: readonly RawCaption[]): Problem[] {
  const problems = duplicates(captions, [...SPEC, 'captions']);
  captions.forEach((caption, i) => {
    const path = [...SPEC, 'captions', i];
    problems.push(...expressionProblems(caption.when, [...path, 'when'], ['bool']));
    problems.push(...expressionProblems(caption.ask?.answer, [...path, 'ask', 'answer']));
    problems.push(...deedProblems(caption.do, [...path, 'do']));
  });
  return problems;
}

function exerciseProblems(exercise: RawExercise): Problem[] {
  const path = [...SPEC, 'exercise'];
  const goals = listOf<RawGoal>(exercise.goals);
  const mistakes = listOf<NonNullable<RawExercise['mistakes']>[number]>(exercise.mistakes);
  const problems = [
    ...duplicates(goals, [...path, 'goals']),
    ...duplicates(mistakes, [...path, 'mistakes']),
    ...deedProblems(exercise.solution, [...path, 'solution']),
    ...goals.flatMap((goal, i) => goalProblems(goal, [...path, 'goals', i])),
  ];
  const names = goals.map(({ id }) => id);
  mistakes.forEach((mistake, i) => {
    problems.push(...deedProblems(mistake.do, [...path, 'mistakes', i, 'do']));
    listOf<string>(mistake.fails).forEach((id, n) => {
      if (!names.includes(id))
        problems.push({
          path: [...path, 'mistakes', i, 'fails', n],
          message: `Unsupported value: ${JSON.stringify(id)}: ${oneOf(names, 'there are no goals')}`,
        });
    });
  });
  return problems;
}

const MODES = ['check', 'always', 'never'] as const;

function goalProblems(goal: RawGoal, path: Path): Problem[] {
  const given = MODES.filter((mode) => goal[mode] !== undefined);
  const problems: Problem[] = [];
  if (given.length !== 1) problems.push({ path, message: `must have exactly one of ${MODES.join(', ')}` });
  for (const mode of given) problems.push(...expressionProblems(goal[mode], [...path, mode], ['bool']));
  const forbid = (field: 'for' | 'once' | 'from', mode: string): void => {
    if (goal[field] !== undefined)
      problems.push({ path: [...path, field], message: `Forbidden: may not be set with ${mode}` });
  };
  if (given[0] === 'check') forbid('from', 'check');
  else if (given[0] !== undefined) for (const field of ['for', 'once'] as const) forbid(field, given[0]);
  for (const [name, expression] of Object.entries(isRecord(goal.values) ? goal.values : {}))
    problems.push(...expressionProblems(expression as string, [...path, 'values', name]));
  return problems;
}

function deedProblems(deeds: unknown, at: Path): Problem[] {
  return listOf<RawDeed>(deeds).flatMap((deed, i) => {
    const path = [...at, i];
    const problems = actionProblems(deed as unknown as Record<string, unknown>, path);
    problems.push(...expressionProblems(deed.when, [...path, 'when'], ['bool']));
    return problems;
  });
}

function expressionProblems(expression: unknown, path: Path, expected?: readonly string[]): Problem[] {
  if (typeof expression !== 'string') return [];
  const compiled = compile(environment, expression, expected);
  return 'problem' in compiled
    ? [{ path, message: `Invalid value: ${JSON.stringify(expression)}: ${compiled.problem}` }]
    : [];
}

function duplicates(list: readonly { readonly id: string }[], path: Path): Problem[] {
  return list.flatMap(({ id }, i) =>
    list.findIndex((one) => one.id === id) < i
      ? [{ path: [...path, i, 'id'], message: `Duplicate value: ${JSON.stringify(id)}` }]
      : [],
  );
}

function sameNames(given: unknown, wanted: readonly string[], path: Path): Problem[] {
  const names = isRecord(given) ? Object.keys(given) : [];
  return [
    ...wanted
      .filter((id) => !names.includes(id))
      .map((id): Problem => ({ path: [...path, id], message: 'Required value' })),
    ...names
      .filter((id) => !wanted.includes(id))
      .map((id): Problem => ({ path: [...path, id], message: `unknown name: ${oneOf(wanted, 'there are none')}` })),
  ];
}

const oneOf = (names: readonly string[], none: string): string =>
  names.length === 0 ? none : `supported values: ${names.map((name) => JSON.stringify(name)).join(', ')}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The records or texts of a list, none where it is no list. */
function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value.filter((one) => isRecord(one) || typeof one !== 'object') : [];
}

/** The part of a checked file that texts in other files are about. */
export function rawLessonOf(file: unknown): RawLesson {
  const spec = valueAt(file, ['spec']);
  return isRecord(spec) ? (spec as RawLesson) : {};
}
