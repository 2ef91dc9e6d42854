import { CrossButton } from '../../widgets/cross-button.tsx';
import '../lesson/lesson.css';
import './presenter.css';
import { type PointerEvent, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { presenter } from '../../language/en/presenter.ts';
import { shell } from '../../language/en/shell.ts';
import { Icon } from '../../widgets/icon.tsx';
import { part } from '../../widgets/part.tsx';
import { markOf } from '../lesson/lecture.ts';
import { GateWords, Marks } from '../lesson/lecture-panel.tsx';
import { textsOf, useRunLesson } from '../lesson/lesson-store.ts';
import { Question } from '../lesson/question.tsx';
import { RichText } from '../lesson/rich-text.tsx';
import HelpDialog from '../shell/help-dialog.tsx';
import { LiveRegion } from '../shell/live-region.tsx';
import { pageViews } from '../shell/page-views.ts';
import { WrongOverlay } from '../shell/state-overlay.tsx';
import { FigureStage } from '../shell/work-area.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { clockText } from '../store/format-time.ts';
import { magnifyPage, pageZoom } from '../store/page-size.ts';
import { useView } from '../store/view-store.ts';
import { type PresenterKey, presenterKey } from './keys.ts';
import { type Deck, useDeck } from './use-deck.ts';

const Palette = part(() => import('../palette/palette.tsx'));

/** px of a 1920 px wide screen for one of the page: the figure's text becomes 25 px; other views need more room. */
const magnitudes = { figure: 25 / 11, other: 1.5 };

function leave(): void {
  useView.setState({ presenting: false });
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>('.tb-present')?.focus()));
}

/** What waits, and what the caption marks, where a lecture is given. */
function Lecture() {
  const lesson = useRunLesson();
  const index = useCluster((state) => state.caption?.index ?? -1);
  if (lesson === null || lesson.captions.length === 0) return null;
  const texts = textsOf(lesson);
  return (
    <>
      <GateWords lesson={lesson} texts={texts} />
      <Marks selectors={(lesson.captions[index]?.highlight ?? []).map(markOf)} />
    </>
  );
}

/** What a caption asks the hall, over the picture; hands are counted by keys. */
function Ask() {
  const lesson = useRunLesson();
  const index = useCluster((state) => state.caption?.index ?? -1);
  const caption = lesson?.captions[index];
  const texts = lesson && caption?.ask ? textsOf(lesson).captions[caption.id] : undefined;
  if (!caption?.ask || !texts) return null;
  return (
    <aside className="p-ask">
      <Question key={caption.id} id={caption.id} ask={caption.ask} texts={texts} inHall />
    </aside>
  );
}

function Clock() {
  const text = useCluster((state) => clockText(state.nowMs));
  const running = useCluster((state) => state.running);
  return (
    <div className="p-clock">
      <span role="timer" aria-label={presenter('clock')}>
        {text}
      </span>
      <span className="muted">{running ? presenter('running') : presenter('paused')}</span>
    </div>
  );
}

/** Which picture of how many, as a line of dots; the one that is shown is larger. */
function Track({ deck: { slides, at } }: { readonly deck: Deck }) {
  return (
    <ol className="p-track" aria-hidden="true">
      {slides.map(({ title }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pictures of a scenario stay in their places
        <li key={index} className={index === at ? 'now' : index < at ? 'past' : ''} title={title} />
      ))}
    </ol>
  );
}

function Foot({ deck, act }: { readonly deck: Deck; readonly act: (key: PresenterKey) => void }) {
  const hints = [
    ['→', presenter('keyNext')],
    ['Space', presenter('keyRun')],
    ['b', presenter('keyBlank')],
    ['h', presenter('keySpot')],
  ] as const;
  return (
    <footer className="p-foot">
      <button type="button" className="tb" aria-label={presenter('previous')} onClick={() => act('previous')}>
        <Icon name="back" />
      </button>
      <span className="p-place">{presenter('place', { at: deck.at + 1, all: deck.slides.length })}</span>
      <button type="button" className="tb" aria-label={presenter('next')} onClick={() => act('next')}>
        <Icon name="step" />
      </button>
      <Track deck={deck} />
      <span className="p-keys" aria-hidden="true">
        {hints.map(([key, does]) => (
          <span key={key}>
            <kbd>{key}</kbd> {does}
          </span>
        ))}
      </span>
      <CrossButton label={presenter('leave')} size={16} onClick={leave} />
    </footer>
  );
}

/** Everything but a circle around the pointer is dim. */
function Spotlight({ holder }: { readonly holder: React.RefObject<HTMLElement | null> }) {
  const shade = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = (event: globalThis.PointerEvent) => {
      shade.current?.style.setProperty('--x', `${event.clientX / pageZoom()}px`);
      shade.current?.style.setProperty('--y', `${event.clientY / pageZoom()}px`);
    };
    const target = holder.current;
    target?.addEventListener('pointermove', follow);
    return () => target?.removeEventListener('pointermove', follow);
  }, [holder]);
  return <div ref={shade} className="p-spot" data-testid="spotlight" />;
}

/** Keys of a presenter's remote and of this mode; all others are the page's. */
function usePresenterKeys(act: (key: PresenterKey) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const inFigure =
        (event.target as Element | null)?.matches?.('.fig:focus-visible, .map-box:focus-visible') === true;
      const key = presenterKey(event, inFigure || document.querySelector('dialog[open]') !== null);
      if (key === null) return;
      event.preventDefault();
      event.stopPropagation();
      act(key);
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [act]);
}

function useMagnified(page: string): void {
  useLayoutEffect(() => {
    const most = page === 'cluster' ? magnitudes.figure : magnitudes.other;
    magnifyPage((width) => (width / 1920) * most);
    document.documentElement.dataset.palette = 'projector';
    return () => {
      magnifyPage(() => 1);
      delete document.documentElement.dataset.palette;
    };
  }, [page]);
}

/** The page for a hall: one picture in large type, its caption, and the keys of a remote. */
export default function Presenter() {
  const stage = useRef<HTMLElement>(null);
  const page = useView((state) => state.page);
  const panel = useView((state) => state.openPanel);
  const [blank, setBlank] = useState(false);
  const [spot, setSpot] = useState(false);
  const deck = useDeck();
  const latest = useRef(deck);
  latest.current = deck;
  const isBlank = useRef(blank);
  isBlank.current = blank;
  const act = useCallback((key: PresenterKey) => {
    if (isBlank.current) setBlank(false);
    else if (key === 'next') latest.current.next();
    else if (key === 'previous') latest.current.previous();
    else if (key === 'blank') setBlank(true);
    else if (key === 'spot') setSpot((on) => !on);
    else if (key === 'leave') leave();
  }, []);
  const close = useCallback(() => useView.setState({ openPanel: 'none' }), []);
  useMagnified(page);
  usePresenterKeys(act);
  useEffect(() => {
    // A question to the hall has taken the focus already: its keys count hands.
    if (stage.current?.contains(document.activeElement) !== true) stage.current?.focus();
  }, []);
  const shown = pageViews.find(({ id }) => id === page);
  const takeFocus = (event: PointerEvent) => {
    // A click into the picture leaves the arrow keys to the presentation.
    if ((event.target as Element).closest('button, input, a, .p-ask') === null)
      requestAnimationFrame(() => stage.current?.focus());
  };
  return (
    <div className={`app presenting on-${page === 'cluster' ? 'figure' : 'other'}`} data-testid="presenter">
      <header className="p-head">
        <div>
          <h1 aria-live="polite">{deck.slides[deck.at]?.title ?? ''}</h1>
          <div className="p-text">
            <RichText text={deck.text} />
            <Lecture />
          </div>
        </div>
        <Clock />
      </header>
      <main className="view" ref={stage} tabIndex={-1} onPointerUp={takeFocus}>
        {shown === undefined ? (
          <FigureStage canAct />
        ) : (
          <Suspense fallback={<p className="view-wait">{shell('viewLoading', { view: shown.name() })}</p>}>
            <shown.View layout="tablet" />
          </Suspense>
        )}
        {shown !== undefined && <WrongOverlay canAct={false} />}
        <Ask />
      </main>
      <Foot deck={deck} act={act} />
      {spot && <Spotlight holder={{ current: document.documentElement }} />}
      {blank && (
        <button type="button" className="p-blank" aria-label={presenter('blanked')} onClick={() => setBlank(false)} />
      )}
      <LiveRegion />
      {panel === 'help' && <HelpDialog onClose={close} />}
      <Suspense>{panel === 'palette' && <Palette canAct onClose={close} />}</Suspense>
    </div>
  );
}
