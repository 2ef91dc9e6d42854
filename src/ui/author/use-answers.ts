import { useEffect, useState } from 'react';
import type { Evaluated } from '../../protocol/lesson.ts';
import { call } from '../store/session.ts';

/** How often expressions are asked again, in ms of the wall clock. */
const AGAIN_MS = 700;

/** What expressions say of the cluster now, in their order; asked again and again while it is shown. */
export function useAnswers(expressions: readonly string[]): readonly (Evaluated | undefined)[] {
  const [answers, setAnswers] = useState<readonly (Evaluated | undefined)[]>([]);
  const key = JSON.stringify(expressions);
  useEffect(() => {
    let isOld = false;
    let timer = 0;
    const ask = async (): Promise<void> => {
      const asked = (JSON.parse(key) as string[]).map((expression) => call({ type: 'evaluate', expression }));
      const found = (await Promise.all(asked)).map((one) => (one.type === 'evaluated' ? one : undefined));
      if (isOld) return;
      setAnswers(found);
      timer = window.setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [key]);
  return answers;
}
