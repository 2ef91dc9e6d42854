import type { Lesson, LessonTexts } from '../../api/lesson/lesson.ts';
import { lesson as words } from '../../language/en/lesson.ts';
import { Button } from '../../widgets/button.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { hasNext, markOf, nextCaption, previousCaption } from './lecture.ts';
import { useLesson } from './lesson-store.ts';
import { Question } from './question.tsx';
import { RichText } from './rich-text.tsx';

/** What the captions mark in the figure. */
export function Marks({ selectors }: { readonly selectors: readonly string[] }) {
  if (selectors.length === 0) return null;
  return (
    <style>{`${selectors.join(', ')} { filter: drop-shadow(0 0 4px var(--focus)) drop-shadow(0 0 1px var(--focus)); }`}</style>
  );
}

/** Whether the next caption can come, in words. */
export function GateWords({ texts, lesson }: { readonly texts: LessonTexts; readonly lesson: Lesson }) {
  const caption = useCluster((state) => state.caption);
  const waiting = useLesson((state) => state.waiting);
  const next = lesson.captions[(caption?.index ?? -1) + 1];
  if (!caption || !next) return null;
  if (caption.openMs !== null) return <small className="caption-gate open">{words('ready')}</small>;
  const what = texts.captions[next.id]?.wait ?? '';
  return (
    <small className={waiting ? 'caption-gate wait' : 'caption-gate'}>
      {what === '' ? words('waitsForModel') : words('waits', { what })}
    </small>
  );
}

/** A lecture: the caption that is shown, and how to go on and back. */
export function LecturePanel({ lesson, texts }: { readonly lesson: Lesson; readonly texts: LessonTexts }) {
  const caption = useCluster((state) => state.caption);
  const waiting = useLesson((state) => state.waiting);
  const index = caption?.index ?? -1;
  const shown = lesson.captions[index];
  const text = shown && texts.captions[shown.id];
  return (
    <>
      <div className="lesson-scroll" data-testid="caption" data-index={index} data-open={caption?.openMs !== null}>
        <p className="lesson-kicker">
          <span>{texts.title}</span>
          <span>{words('captionOf', { number: index + 1, all: lesson.captions.length })}</span>
        </p>
        {text && (
          <>
            <h2>{text.title}</h2>
            <div className="lesson-task">
              <RichText text={text.text} />
            </div>
            {shown.ask && <Question key={shown.id} id={shown.id} ask={shown.ask} texts={text} />}
            {text.notes !== '' && (
              <details className="lesson-notes">
                <summary>{words('notes')}</summary>
                <RichText text={text.notes} />
              </details>
            )}
          </>
        )}
        <GateWords lesson={lesson} texts={texts} />
        <Marks selectors={(shown?.highlight ?? []).map(markOf)} />
      </div>
      <footer className="lesson-foot">
        <Button small disabled={index < 1} onClick={previousCaption}>
          {words('previous')}
        </Button>
        <Button small tone="primary" disabled={waiting || !hasNext(caption)} onClick={nextCaption} shortcut="→">
          {words('next')}
        </Button>
      </footer>
    </>
  );
}
