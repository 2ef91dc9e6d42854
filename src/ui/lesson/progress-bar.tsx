import { type ChangeEvent, useState } from 'react';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { exercises } from '../shell/course.ts';
import { mergeProgress, readProgress, useProgress } from './progress.ts';
import { saveFile } from './save-file.ts';

/** How many exercises of the course are solved, and how to carry that elsewhere. */
export function ProgressBar() {
  const reached = useProgress((state) => state.reached);
  const [failed, setFailed] = useState(false);
  const solved = exercises.filter(({ file }) => reached[file.replace(/\.yaml$/, '')]?.solved).length;
  const take = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    const progress = file && readProgress(await file.text());
    if (progress) mergeProgress(progress);
    setFailed(file !== undefined && !progress);
  };
  return (
    <section className="lesson-progress" aria-label={words('progress')}>
      <span>{words('progressSum', { solved, all: exercises.length })}</span>
      <Button small onClick={() => saveFile('orrery-progress.json', JSON.stringify(reached, null, 2))}>
        {words('exportProgress')}
      </Button>
      <label className="btn sm">
        {words('importProgress')}
        <input type="file" accept=".json" onChange={(event) => void take(event)} />
      </label>
      {failed && <small role="alert">{words('importFailed')}</small>}
    </section>
  );
}
