import type { Exercise, Goal, LessonTexts } from '../../api/lesson/lesson.ts';
import { lesson as words } from '../../language/en/lesson.ts';
import type { GoalRow } from '../../protocol/lesson.ts';
import { Icon } from '../../widgets/icon.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { clockText } from '../store/format-time.ts';
import { Inline } from './rich-text.tsx';

/** What is still unmet, with the values of the goal in it. */
function unmetText({ values, trouble }: GoalRow, unmet: string): string {
  if (trouble !== '') return trouble;
  return unmet.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '–');
}

/** How much of the time that a goal has to hold has passed, from 0 to 1; null where it has to hold for none. */
function heldOf({ mode, forMs, untilMs, fromMs }: Goal, { state, sinceMs }: GoalRow, nowMs: number): number | null {
  const wholeMs = mode === 'check' ? forMs : untilMs - fromMs;
  if (state !== 'holding' || wholeMs <= 0 || !Number.isFinite(wholeMs)) return null;
  return Math.min(1, Math.max(0, (nowMs - sinceMs) / wholeMs));
}

function GoalItem({ goal, row, texts }: { readonly goal: Goal; readonly row: GoalRow; readonly texts: LessonTexts }) {
  const nowMs = useCluster((state) => (row.state === 'holding' ? Math.floor(state.nowMs / 1000) * 1000 : 0));
  const text = texts.goals[goal.id];
  const held = heldOf(goal, row, nowMs);
  const isOpen = row.state === 'open' || row.state === 'holding';
  const when = row.state === 'failed' ? words('brokenAt', { time: clockText(row.sinceMs) }) : null;
  const since = row.state === 'met' ? words('since', { time: clockText(row.sinceMs) }) : null;
  const unmet = isOpen ? unmetText(row, text?.unmet ?? '') : '';
  return (
    <li className={`goal ${row.state}`} data-goal={goal.id} data-state={row.state}>
      <span className="goal-mark" role="img" aria-label={words(`state.${row.state}`)}>
        {row.state === 'met' && <Icon name="check" size={11} />}
        {row.state === 'failed' && <Icon name="cross" size={11} />}
      </span>
      <div className="goal-body">
        <b>
          <Inline text={text?.text ?? goal.id} />
        </b>
        <small>
          <span>{row.state === 'open' || row.state === 'holding' ? <Inline text={unmet} /> : null}</span>
          <span>{when ?? since}</span>
        </small>
        {held !== null && (
          <span className="goal-held">
            <i style={{ width: `${Math.round(held * 100)}%` }} />
          </span>
        )}
      </div>
    </li>
  );
}

/** The goals of an exercise as they stand now. */
export function GoalList({ exercise, texts }: { readonly exercise: Exercise; readonly texts: LessonTexts }) {
  const news = useCluster((state) => state.goals);
  return (
    <ul className="goals" aria-label={words('goals')} aria-live="polite">
      {exercise.goals.map((goal) => {
        const row = news?.goals.find(({ id }) => id === goal.id);
        const first: GoalRow = { id: goal.id, state: 'open', sinceMs: 0, values: {}, trouble: '' };
        return <GoalItem key={goal.id} goal={goal} row={row ?? first} texts={texts} />;
      })}
    </ul>
  );
}
