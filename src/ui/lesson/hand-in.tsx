import { useState } from 'react';
import { renderSVG } from 'uqr';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { remember, remembered } from '../store/safe-storage.ts';
import { encodeAnswer } from './answers.ts';
import { saveFile } from './save-file.ts';

/** Says that two answers come from the same browser, and nothing else of who it is. */
function ownKey(): string {
  const known = remembered('answer-key');
  if (known !== null) return known;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(36)).join('');
  remember('answer-key', key);
  return key;
}

interface HandInProps {
  readonly question: string;
  readonly choices: readonly string[];
}

/** For who sits in the hall: an answer as a QR code, a line and a file, which the lecturer's page collects. */
export function HandIn({ question, choices }: HandInProps) {
  const lecture = useCluster((state) => state.run?.name ?? '');
  const [choice, setChoice] = useState<number | string | null>(null);
  const [name, setName] = useState(remembered('answer-name') ?? '');
  const [key] = useState(ownKey);
  const isGiven = choice !== null && choice !== '';
  const line = isGiven ? encodeAnswer({ lecture, question, choice, name: name.trim(), key }) : '';
  return (
    <details className="lesson-hand">
      <summary>{words('handIn')}</summary>
      <fieldset>
        <legend>{words('yourAnswer')}</legend>
        {choices.map((each, index) => (
          <label key={each}>
            <input type="radio" name="answer" checked={choice === index} onChange={() => setChoice(index)} />
            {each}
          </label>
        ))}
        {choices.length === 0 && (
          <input
            aria-label={words('yourAnswer')}
            maxLength={60}
            value={choice ?? ''}
            onChange={(event) => setChoice(event.target.value)}
          />
        )}
      </fieldset>
      <label className="lesson-name">
        {words('yourName')}
        <input
          maxLength={60}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            remember('answer-name', event.target.value);
          }}
        />
      </label>
      {isGiven && (
        <div className="lesson-code">
          <img
            alt={words('answerQr')}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(line, { ecc: 'M', border: 2 }))}`}
          />
          <textarea
            readOnly
            rows={3}
            aria-label={words('answerLine')}
            data-testid="answer-line"
            value={line}
            onFocus={(event) => event.target.select()}
          />
          <Button small onClick={() => saveFile(`answer-${question}.txt`, `${line}\n`, 'text/plain')}>
            {words('saveAnswer')}
          </Button>
        </div>
      )}
    </details>
  );
}
