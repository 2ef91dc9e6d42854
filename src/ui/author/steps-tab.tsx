import { useEffect } from 'react';
import { formatDuration } from '../../base/duration.ts';
import { author } from '../../language/en/author.ts';
import { Button } from '../../widgets/button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { edit, useAuthor } from './author-store.ts';
import { setAt, stepsAt } from './draft.ts';
import { pathOf, type StepList } from './edits.ts';
import { Field } from './field.tsx';
import { record, stopRecording, takeNews } from './recorder.ts';
import { StepRow } from './step-row.tsx';

/** How often the run's log is looked at while it records, in ms of the wall clock. */
const LOOK_MS = 400;

function useRecording(): void {
  const recording = useAuthor((state) => state.recording);
  useEffect(() => {
    if (!recording) return;
    const timer = setInterval(() => void takeNews(), LOOK_MS);
    return () => clearInterval(timer);
  }, [recording]);
}

/** Where steps go, and whether what is done is recorded there. */
function Recorder() {
  const { recording, looks, list, draft } = useAuthor();
  const mistakes = draft.spec?.exercise?.mistakes ?? [];
  return (
    <div className="au-record">
      <label>
        {author('into')}
        <select
          value={list}
          disabled={recording}
          onChange={(event) => useAuthor.setState({ list: event.target.value as StepList })}
        >
          <option value="script">{author('script')}</option>
          <option value="solution">{author('solution')}</option>
          {mistakes.map(({ id }, index) => (
            <option key={id} value={`mistake ${index}`}>
              {author('mistakeNamed', { id })}
            </option>
          ))}
        </select>
      </label>
      <div className="au-row">
        {recording ? (
          <Button small tone="alarm" icon="pause" onClick={stopRecording}>
            {author('stop')}
          </Button>
        ) : (
          <>
            <Button small tone="primary" onClick={() => void record(false)}>
              {author('record')}
            </Button>
            <Button small onClick={() => void record(true)}>
              {author('recordAll')}
            </Button>
          </>
        )}
        <label className="au-check">
          <input
            type="checkbox"
            checked={looks}
            onChange={(event) => useAuthor.setState({ looks: event.target.checked })}
          />
          {author('looks')}
        </label>
      </div>
      <p className="au-say" role="status">
        {author(
          recording
            ? 'recording'
            : list === 'script'
              ? 'scriptSays'
              : list === 'solution'
                ? 'solutionSays'
                : 'mistakeSays',
        )}
      </p>
    </div>
  );
}

/** What was done, in order of time. */
export function StepsTab() {
  const text = useAuthor((state) => state.text);
  const list = useAuthor((state) => state.list);
  const until = useAuthor((state) => state.draft.spec?.until);
  const path = pathOf(list);
  const steps = stepsAt(text, path);
  useRecording();
  return (
    <>
      <Recorder />
      <ol className="au-steps" aria-label={author('steps')}>
        {steps.map((step, index) => (
          <StepRow
            // biome-ignore lint/suspicious/noArrayIndexKey: equal steps may stand in one list
            key={`${index} ${JSON.stringify(step)}`}
            step={step}
            path={path}
            index={index}
          />
        ))}
      </ol>
      {steps.length === 0 && <p className="au-say">{author('noSteps')}</p>}
      {list === 'script' && (
        <div className="au-row au-until">
          <Field
            mono
            label={author('until')}
            hint={author('untilLast')}
            value={until === undefined ? '' : String(until)}
            onCommit={(value) => edit((before) => setAt(before, ['spec', 'until'], value.trim() || undefined))}
          />
          <Button
            small
            onClick={() => {
              const nowMs = Math.max(0, Math.round(useCluster.getState().nowMs / 1000) * 1000);
              edit((before) => setAt(before, ['spec', 'until'], formatDuration(nowMs)));
            }}
          >
            {author('untilNow')}
          </Button>
        </div>
      )}
    </>
  );
}
