import { useState } from 'react';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { type Asked, readAnswer, withAnswer } from './answers.ts';
import { useLesson } from './lesson-store.ts';
import { canScan, Scanner } from './scanner.tsx';

interface CollectProps {
  readonly question: string;
  readonly choices: readonly string[];
}

/** Who has answered what. */
function Collected({ question, choices }: CollectProps) {
  const all = useLesson((state) => state.answers);
  const here = all.filter((one) => one.question === question);
  return (
    <>
      <p role="status" data-testid="collected" data-count={here.length}>
        {words('collected', { count: here.length })}
      </p>
      <ul className="lesson-answers">
        {here.map(({ key, name, choice }) => (
          <li key={key}>
            <span>{name === '' ? words('nobody') : name}</span> <b>{choices[Number(choice)] ?? choice}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** For the lecturer: takes answers in that were handed in as files, lines or QR codes. What is no answer is told. */
export function Collect({ question, choices }: CollectProps) {
  const lecture = useCluster((state) => state.run?.name ?? '');
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [scanning, setScanning] = useState(false);
  const asked: Asked = { lecture, question, choices: choices.length };
  const take = (texts: readonly { readonly from: string; readonly text: string }[]): void => {
    const wrong: string[] = [];
    let { answers } = useLesson.getState();
    for (const { from, text } of texts) {
      const answer = readAnswer(text, asked);
      if (typeof answer === 'string') wrong.push(words('answerRefused', { from, why: words(`refusal.${answer}`) }));
      else answers = withAnswer(answers, answer);
    }
    useLesson.setState({ answers });
    setRefused(wrong);
  };
  const takeFiles = async (files: FileList | null): Promise<void> => {
    const read = [...(files ?? [])].map(async (file) => ({ from: file.name, text: await file.text() }));
    take(await Promise.all(read));
  };
  const takeLines = (): void => {
    const lines = typed.split('\n').filter((text) => text.trim() !== '');
    take(lines.map((text, index) => ({ from: words('lineNumber', { number: index + 1 }), text })));
    setTyped('');
  };
  return (
    <details className="lesson-hand">
      <summary>{words('collect')}</summary>
      <p className="lesson-more">
        <label className="btn sm">
          {words('answerFiles')}
          <input
            type="file"
            multiple
            accept=".txt,text/plain"
            onChange={({ target }) => {
              void takeFiles(target.files);
            }}
          />
        </label>
        {canScan() && (
          <Button small onClick={() => setScanning(!scanning)}>
            {words(scanning ? 'stopScan' : 'scan')}
          </Button>
        )}
      </p>
      {scanning && <Scanner onText={(text) => take([{ from: words('camera'), text }])} />}
      <textarea
        rows={3}
        aria-label={words('answerLines')}
        placeholder={words('answerLines')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button small disabled={typed.trim() === ''} onClick={takeLines}>
        {words('takeAnswers')}
      </Button>
      <Collected question={question} choices={choices} />
      {refused.length > 0 && (
        <ul className="lesson-refused" role="alert">
          {refused.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </details>
  );
}
