import { useEffect } from 'react';
import type { Deed, Exercise, LessonTexts } from '../../api/lesson/lesson.ts';
import { hintCost } from '../../api/lesson/points.ts';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { exerciseAfter } from '../shell/course.ts';
import { viewTabs } from '../shell/page-views.ts';
import { useCluster } from '../store/cluster-store.ts';
import { useCommands } from '../store/commands.ts';
import { clockText } from '../store/format-time.ts';
import { call, restartRun, startRun } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { setRunning } from '../timeline/run-control.ts';
import { GoalList } from './goal-list.tsx';
import { useLesson } from './lesson-store.ts';
import { keepProgress } from './progress.ts';
import { ProgressBar } from './progress-bar.tsx';
import { pointsNow, saveResult } from './result.ts';
import { Inline, RichText } from './rich-text.tsx';

interface ExerciseProps {
  readonly exercise: Exercise;
  readonly texts: LessonTexts;
}

/** What a deed is as a line that one can type. */
function lineOf({ action }: Deed): string {
  switch (action.type) {
    case 'kubectl':
      return `kubectl ${action.command}`;
    case 'apply':
      return `kubectl apply -f - <<'EOF'\n${action.yaml.trimEnd()}\nEOF`;
    case 'shell':
      return action.line;
    case 'fault':
      return `orrery fault ${action.fault} ${action.target}`;
    case 'traffic':
      return `traffic ${action.name} → ${action.to}`;
    default:
      return action.type;
  }
}

function Hints({ exercise, texts }: ExerciseProps) {
  const open = useLesson((state) => state.hints);
  const next = exercise.hints[open];
  return (
    <>
      {texts.hints.slice(0, open).map((hint, index) => (
        <section className="lesson-hint" key={hint}>
          <h3>{words('hint', { number: index + 1 })}</h3>
          <p>
            <Inline text={hint} />
          </p>
        </section>
      ))}
      {next !== undefined && (
        <p className="lesson-more">
          <Button small onClick={() => useLesson.setState({ hints: open + 1 })}>
            {words('showHint', { number: open + 1 })}
          </Button>
          <small>{words('costs', { points: next })}</small>
        </p>
      )}
    </>
  );
}

function Solution({ exercise, texts }: ExerciseProps) {
  const shown = useLesson((state) => state.solution);
  const hasTried = useCommands((state) => state.commands.length > 0);
  const hints = useLesson((state) => state.hints);
  const mayShow = hasTried || hints >= exercise.hints.length;
  if (exercise.solution.length === 0) return null;
  if (!shown)
    return (
      <p className="lesson-more">
        <Button small disabled={!mayShow} onClick={() => useLesson.setState({ solution: true })}>
          {words('showSolution')}
        </Button>
        {!mayShow && <small>{words('tryFirst')}</small>}
      </p>
    );
  return (
    <section className="lesson-solution">
      <h3>{words('solution')}</h3>
      <RichText text={texts.solution} />
      <pre>{exercise.solution.map(lineOf).join('\n')}</pre>
      <Button
        small
        icon="play"
        onClick={() => {
          void call({ type: 'play-deeds', of: 'solution', index: 0 });
          setRunning(true);
        }}
      >
        {words('playSolution')}
      </Button>
    </section>
  );
}

function Debrief({ exercise, texts }: ExerciseProps) {
  const solvedMs = useCluster((state) => state.goals?.solvedMs ?? null);
  if (solvedMs === null) return null;
  return (
    <section className="lesson-debrief" aria-live="polite">
      <h3>{words('solved', { time: clockText(solvedMs) })}</h3>
      <RichText text={texts.debrief} />
      {exercise.mistakes.length > 0 && (
        <>
          <h3>{words('mistakes')}</h3>
          <ul>
            {exercise.mistakes.map(({ id }) => (
              <li key={id}>
                <Inline text={texts.mistakes[id] ?? ''} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Remembers what has been reached, whenever the goals change. */
function useKeptProgress(exercise: Exercise): void {
  const goals = useCluster((state) => state.goals);
  const name = useCluster((state) => state.run?.name ?? '');
  useEffect(() => {
    if (goals === null || name === '') return;
    const { hints, solution } = useLesson.getState();
    const points = Math.max(0, pointsNow(exercise).met - hintCost(exercise, hints));
    if (!solution) keepProgress(name, { solved: goals.solvedMs !== null, points, hints });
  }, [goals, name, exercise]);
}

/** What the exercise allows, where that is not everything; and what it has just refused to show. */
function Allowed({ exercise: { allow } }: { readonly exercise: Exercise }) {
  const shut = useView((state) => state.shutView);
  const nameOf = (view: string): string => viewTabs.find(({ id }) => id === view)?.name() ?? view;
  const { commands, faults, views } = allow;
  const list = (names: readonly string[]): string => (names.length === 0 ? words('allowNone') : names.join(', '));
  return (
    <>
      {commands !== undefined && <p className="lesson-allow">{words('allowCommands', { names: list(commands) })}</p>}
      {faults !== undefined && <p className="lesson-allow">{words('allowFaults', { names: list(faults) })}</p>}
      {views !== undefined && <p className="lesson-allow">{words('allowViews', { names: list(views.map(nameOf)) })}</p>}
      <p role="alert" className="lesson-shut">
        {shut === '' ? '' : words('viewShut', { view: nameOf(shut) })}
      </p>
    </>
  );
}

/** An exercise: the task, its goals as they stand, hints one by one, the solution for those who have tried, what it meant. */
export function ExercisePanel({ exercise, texts }: ExerciseProps) {
  const name = useCluster((state) => state.run?.name ?? '');
  const title = useCluster((state) => state.run?.title ?? '');
  const { met, all } = useCluster((state) => state.goals) ? pointsNow(exercise) : { met: 0, all: 0 };
  const hints = useLesson((state) => state.hints);
  const next = exerciseAfter(name);
  useKeptProgress(exercise);
  return (
    <>
      <div className="lesson-scroll">
        <p className="lesson-kicker">
          <span>{words('exercise')}</span>
          <span data-testid="points">
            {words('pointsOf', { met: Math.max(0, met - hintCost(exercise, hints)), all })}
          </span>
        </p>
        <h2>{texts.title === '' ? title : texts.title}</h2>
        <div className="lesson-task">
          <RichText text={texts.task} />
        </div>
        <Allowed exercise={exercise} />
        <GoalList exercise={exercise} texts={texts} />
        <Debrief exercise={exercise} texts={texts} />
        <Hints exercise={exercise} texts={texts} />
        <Solution exercise={exercise} texts={texts} />
        <ProgressBar />
      </div>
      <footer className="lesson-foot">
        <Button small icon="restart" onClick={() => void restartRun()}>
          {words('startOver')}
        </Button>
        <Button small onClick={() => void saveResult(exercise)}>
          {words('saveResult')}
        </Button>
        {next !== undefined && (
          <Button small onClick={() => void startRun(next.load)}>
            {words('nextExercise')}
          </Button>
        )}
      </footer>
    </>
  );
}
