import './hints.css';
import { useState } from 'react';
import { access } from '../../language/en/access.ts';
import { remember, remembered } from '../store/safe-storage.ts';

const name = 'hints-done';

/** Where storage is blocked, this holds as long as the page. */
const seen = { done: remembered(name) === 'yes' };

function dismiss(): void {
  seen.done = true;
  remember(name, 'yes');
}

/** What somebody who has come for the first time is told: at most three sentences, one at a time, and never again. */
export function Hints({ touch }: { readonly touch: boolean }) {
  const [at, setAt] = useState(0);
  const [done, setDone] = useState(seen.done);
  const hints = touch
    ? [access('hintTouch'), access('hintBreak'), access('hintTime')]
    : [access('hintSelect'), access('hintBreak'), access('hintTime')];
  if (done) return null;
  const end = () => {
    dismiss();
    setDone(true);
  };
  const isLast = at === hints.length - 1;
  return (
    <section className="hint-bar" aria-label={access('hints')} data-testid="hints">
      <p aria-live="polite">{hints[at]}</p>
      <span className="n">{access('hintOf', { at: at + 1, all: hints.length })}</span>
      <button type="button" className="btn sm" onClick={() => (isLast ? end() : setAt(at + 1))}>
        {isLast ? access('hintDone') : access('hintNext')}
      </button>
      {!isLast && (
        <button type="button" className="btn sm plain" onClick={end}>
          {access('hintNoMore')}
        </button>
      )}
    </section>
  );
}
