import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Question as Asked, CaptionTexts } from '../../api/lesson/lesson.ts';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { mirror } from '../store/cluster-store.ts';
import { Collect } from './collect.tsx';
import { GuessMark } from './guess-mark.tsx';
import { HandIn } from './hand-in.tsx';
import { reveal } from './lecture.ts';
import { useLesson } from './lesson-store.ts';

const MOST_CHOICES = 9;

/** What may be answered. */
function choicesOf({ type }: Asked, { choices }: CaptionTexts): readonly string[] {
  return (type === 'node' && choices.length === 0 ? mirror.nodeNames() : choices).slice(0, MOST_CHOICES);
}

interface QuestionProps {
  /** The caption that asks. */
  readonly id: string;
  readonly ask: Asked;
  readonly texts: CaptionTexts;
  /** Where answers are only counted: they are handed in and collected elsewhere. */
  readonly inHall?: boolean;
}

/** A question to the class: hands are counted by keys, then the model tells. */
export function Question({ id, ask, texts, inHall = false }: QuestionProps) {
  const votes = useLesson((state) => state.votes);
  const handedIn = useLesson((state) => state.answers);
  const answer = useLesson((state) => state.answer);
  const box = useRef<HTMLFieldSetElement>(null);
  const choices = choicesOf(ask, texts);
  useEffect(() => box.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).matches('input, textarea')) return;
    const choice = Number(event.key) - 1;
    if (event.key === 'Backspace') useLesson.setState({ votes: votes.slice(0, -1) });
    else if (choice >= 0 && choice < choices.length) useLesson.setState({ votes: [...votes, choice] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Hands and answers that came otherwise are counted together.
  const all = [...votes, ...handedIn.filter(({ question }) => question === id).map(({ choice }) => choice)];
  const counts = choices.map((_choice, index) => all.filter((vote) => vote === index).length);
  const truth = answer !== null && ask.type === 'choice' ? (choices[Number(answer)] ?? answer) : answer;
  const right = truth === null ? -1 : choices.indexOf(truth);
  return (
    <fieldset className="lesson-ask" ref={box} tabIndex={-1} aria-label={words('tally')} onKeyDown={onKeyDown}>
      <h3>{texts.question}</h3>
      <ol>
        {choices.map((choice, index) => {
          const count = counts[index]!;
          return (
            <li key={choice} className={truth === choice ? 'true' : ''}>
              <button type="button" onClick={() => useLesson.setState({ votes: [...votes, index] })}>
                <span>{choice}</span>
                <i style={{ width: `${all.length === 0 ? 0 : (100 * count) / all.length}%` }} />
                <b>{count}</b>
              </button>
            </li>
          );
        })}
        {right >= 0 && (
          <GuessMark guess={all.length === 0 ? right : counts.indexOf(Math.max(...counts))} truth={right} />
        )}
      </ol>
      {choices.length > 0 && <small>{words('tallyHow', { count: choices.length })}</small>}
      {!inHall && <HandIn question={id} choices={choices} />}
      <Collect question={id} choices={choices} />
      <p className="lesson-more" aria-live="polite">
        {truth === null ? (
          <Button small onClick={() => void reveal()}>
            {words('reveal')}
          </Button>
        ) : (
          <b data-testid="answer">{words('answer', { answer: truth })}</b>
        )}
      </p>
    </fieldset>
  );
}
