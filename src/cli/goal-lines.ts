import type { Exercise, LessonTexts } from '../api/lesson/lesson.ts';
import { formatDuration } from '../base/duration.ts';
import type { GoalNews, GoalRow } from '../protocol/lesson.ts';

const WORDS: Readonly<Record<GoalRow['state'], string>> = {
  open: 'not met',
  holding: 'not yet held long enough',
  met: 'met',
  failed: 'failed',
};

/** How the goals of an exercise stand: a line each, then the score. */
export function goalLines({ goals: specs }: Exercise, { goals, solvedMs }: GoalNews, texts?: LessonTexts): string {
  const lines = specs.map(({ id, points }) => {
    const row = goals.find((one) => one.id === id)!;
    const since = row.state === 'open' ? '' : ` since ${formatDuration(row.sinceMs)}`;
    const why = row.state === 'open' || row.state === 'holding' ? unmetText(row, texts) : '';
    return `goal ${id} (${points}): ${WORDS[row.state]}${since}${why === '' ? '' : `: ${why}`}`;
  });
  const met = specs.filter(({ id }) => goals.some((row) => row.id === id && row.state === 'met'));
  const sum = (list: Exercise['goals']): number => list.reduce((all, { points }) => all + points, 0);
  const solved = solvedMs === null ? 'not solved' : `solved at ${formatDuration(solvedMs)}`;
  return `--- goals\n${lines.join('\n')}\n${sum(met)} of ${sum(specs)} points, ${solved}\n`;
}

/** What is still unmet, in the words of the exercise, or why its expression has no answer. */
function unmetText({ id, values, trouble }: GoalRow, texts: LessonTexts | undefined): string {
  if (trouble !== '') return trouble;
  return (texts?.goals[id]?.unmet ?? '').replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '–');
}
