import { useState } from 'react';
import type { RawGoal } from '../../api/lesson/raw-lesson.ts';
import { author } from '../../language/en/author.ts';
import { useLanguage } from '../../language/language.ts';
import type { Evaluated } from '../../protocol/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { edit, useAuthor } from './author-store.ts';
import { partText, readPart, setAt } from './draft.ts';
import { addGoal, editedLanguage, type NewGoal, removeGoal } from './edits.ts';
import { Field } from './field.tsx';
import { endpointsOf, proposeGoals, proposeTraffic } from './propose.ts';
import { useAnswers } from './use-answers.ts';

const expressionOf = ({ check, always, never }: RawGoal): string => check ?? always ?? never ?? '';

/** Whether an expression holds now, as a mark with words. */
function Truth({ answer, never }: { readonly answer: Evaluated | undefined; readonly never: boolean }) {
  if (!answer) return <span className="au-truth" />;
  const state = answer.trouble !== '' ? 'unknown' : answer.isTrue !== never ? 'holds' : 'not';
  const words = author(`truth.${state}`);
  return (
    <span className={`au-truth ${state}`} role="img" aria-label={words} title={answer.trouble || words}>
      {state === 'holds' && <Icon name="check" size={11} />}
      {state === 'not' && <Icon name="cross" size={11} />}
    </span>
  );
}

interface GoalRowProps {
  readonly goal: RawGoal;
  readonly index: number;
  readonly language: string;
  readonly answer: Evaluated | undefined;
}

/** The words that say what is unmet, with the values of now. */
function Unmet({ goal, unmet }: { readonly goal: RawGoal; readonly unmet: string }) {
  const names = Object.keys(goal.values ?? {});
  const answers = useAnswers(names.map((name) => goal.values?.[name] ?? ''));
  const filled = unmet.replace(/\{(\w+)\}/g, (_all, name: string) => answers[names.indexOf(name)]?.value ?? '–');
  return <p className="au-say">{author('unmetNow', { words: filled })}</p>;
}

function GoalRow({ goal, index, language, answer }: GoalRowProps) {
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState('');
  const words = useAuthor((state) => state.draft.spec?.texts?.[language]?.goals?.[goal.id]);
  const path = ['spec', 'exercise', 'goals', index];
  const wordsPath = ['spec', 'texts', language, 'goals', goal.id];
  const say = (field: string) => (value: string) =>
    edit((text) => setAt(text, [...wordsPath, field], field === 'unmet' ? value || undefined : value));
  const take = (typed: string): void => {
    const part = readPart(typed);
    setWrong(typeof part === 'string' ? part : '');
    if (typeof part !== 'string') edit((text) => setAt(text, path, part));
  };
  return (
    <li className="au-goal" data-testid="author-goal">
      <Truth answer={answer} never={goal.never !== undefined} />
      <button type="button" className="au-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words?.text ?? goal.id}
        <code>{`${goal.never === undefined ? (goal.always === undefined ? '' : 'always ') : 'never '}${expressionOf(goal)}`}</code>
      </button>
      <CrossButton
        label={author('removeGoal', { goal: words?.text ?? goal.id })}
        tip={author('remove')}
        onClick={() => edit((text) => removeGoal(text, index))}
      />
      {open && (
        <div className="au-open">
          <Field label={author('goalWords')} value={words?.text ?? ''} onCommit={say('text')} />
          <Field label={author('unmetWords')} value={words?.unmet ?? ''} onCommit={say('unmet')} />
          <Field mono rows={6} label={author('goalText')} value={partText(goal)} onCommit={take} />
          {wrong !== '' && <p role="alert">{wrong}</p>}
          {answer?.trouble ? <p role="alert">{answer.trouble}</p> : <Unmet goal={goal} unmet={words?.unmet ?? ''} />}
        </div>
      )}
    </li>
  );
}

/** What the selected object, or else the clients, suggest. */
function useProposals(): { readonly of: string; readonly goals: readonly NewGoal[] } {
  const selection = useView((state) => state.selection);
  const object = useFollowed((state) => state.object);
  const [endpoints] = useAnswers(selection?.kind === 'Service' ? [endpointsOf(selection)] : []);
  useCluster((state) => Math.floor(state.nowMs / 1000));
  const clients = mirror.traffic.clients().flatMap(({ row }) => proposeTraffic(row.name));
  if (selection === null) return { of: '', goals: clients };
  const goals = proposeGoals(selection, object, Number(endpoints?.value) || 0);
  return { of: `${selection.kind} ${selection.name}`, goals: [...goals, ...clients] };
}

function Proposals() {
  const { of, goals } = useProposals();
  const page = useLanguage((state) => state.language);
  const answers = useAnswers(goals.map(({ expression }) => expression));
  const add = (goal: NewGoal): void => edit((text) => addGoal(text, goal, page));
  const own: NewGoal = {
    id: 'goal',
    mode: 'check',
    expression: 'true',
    values: {},
    text: author('ownGoalWords'),
    unmet: '',
  };
  return (
    <section className="au-propose">
      <h3>{of === '' ? author('propose') : author('proposeOf', { object: of })}</h3>
      {of === '' && <p className="au-say">{author('selectFirst')}</p>}
      <ul>
        {goals.map((goal, index) => (
          <li key={`${goal.mode} ${goal.expression}`}>
            <Truth answer={answers[index]} never={goal.mode === 'never'} />
            <span>
              {goal.text}
              <code>{`${goal.mode === 'never' ? 'never ' : ''}${goal.expression}`}</code>
            </span>
            <Button small title={author('addGoal', { goal: goal.text })} onClick={() => add(goal)}>
              {author('add')}
            </Button>
          </li>
        ))}
      </ul>
      <Button small onClick={() => add(own)}>
        {author('ownGoal')}
      </Button>
    </section>
  );
}

/** The goals of the exercise, each with whether it holds now, and what might be one. */
export function GoalsTab() {
  const draft = useAuthor((state) => state.draft);
  const page = useLanguage((state) => state.language);
  const goals = draft.spec?.exercise?.goals ?? [];
  const answers = useAnswers(goals.map(expressionOf));
  const language = editedLanguage(draft, page);
  return (
    <>
      {goals.length === 0 && <p className="au-say">{author('noGoals')}</p>}
      <ol className="au-goals" aria-label={author('goals')}>
        {goals.map((goal, index) => (
          <GoalRow key={goal.id} goal={goal} index={index} language={language} answer={answers[index]} />
        ))}
      </ol>
      <Proposals />
    </>
  );
}
