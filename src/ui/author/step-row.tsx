import { useState } from 'react';
import type { RawDeed } from '../../api/lesson/raw-lesson.ts';
import { toAction } from '../../api/scenario-step.ts';
import { author } from '../../language/en/author.ts';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { actionTitle } from '../presenter/slides.ts';
import { edit } from './author-store.ts';
import { moveStep, type Path, partText, readPart, setAt } from './draft.ts';
import { Field } from './field.tsx';

/** What a step does, on a line; its fields where they cannot be read yet. */
function lineOf(step: RawDeed): string {
  try {
    const title = actionTitle(toAction(step));
    if (title !== '') return title;
  } catch {
    // The problems below the panel tell what is wrong with it.
  }
  return JSON.stringify(step);
}

interface StepRowProps {
  readonly step: RawDeed;
  readonly path: Path;
  readonly index: number;
}

/** A recorded step: its time, what it does, and its text when it is opened. */
export function StepRow({ step, path, index }: StepRowProps) {
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState('');
  const at = [...path, index];
  const line = lineOf(step);
  const take = (typed: string): void => {
    const part = readPart(typed);
    setWrong(typeof part === 'string' ? part : '');
    if (typeof part !== 'string') edit((text) => setAt(text, at, part));
  };
  return (
    <li className="au-step" data-testid="author-step">
      <Field
        bare
        mono
        label={author('time')}
        value={step.at === undefined ? '' : String(step.at)}
        hint={author('noTime')}
        onCommit={(value) =>
          edit((text) =>
            value.trim() === '' ? setAt(text, [...at, 'at'], undefined) : moveStep(text, path, index, value.trim()),
          )
        }
      />
      <button
        type="button"
        className="au-line"
        aria-expanded={open}
        title={author('editStep')}
        onClick={() => setOpen(!open)}
      >
        {line}
      </button>
      <CrossButton
        label={author('removeStep', { step: line })}
        tip={author('remove')}
        onClick={() => edit((text) => setAt(text, at, undefined))}
      />
      {open && (
        <div className="au-open">
          <Field bare mono rows={6} label={author('stepText')} value={partText(step)} onCommit={take} />
          {wrong !== '' && <p role="alert">{wrong}</p>}
        </div>
      )}
    </li>
  );
}
