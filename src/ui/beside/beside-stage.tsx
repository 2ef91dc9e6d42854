import { CrossButton } from '../../widgets/cross-button.tsx';
import './beside.css';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { beside } from '../../language/en/beside.ts';
import { useLanguage } from '../../language/language.ts';
import { useView } from '../store/view-store.ts';
import { linkTwin } from './link-twin.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { useOutcomes } from './outcomes.ts';
import { type BesideRun, closeBeside } from './shown.ts';

/** The same page, which shows nothing but the figure of the run beside. */
function twinAddress(language: string): string {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ beside: '', lang: language }).toString();
  address.hash = '';
  return address.href;
}

/** While two figures stand side by side the panels around them are folded; they come back as they were. */
function useFoldedPanels(): void {
  useLayoutEffect(() => {
    const before = useView.getState().collapsed;
    useView.setState({ collapsed: { ...before, left: true, right: true, dock: true } });
    return () => useView.setState({ collapsed: before });
  }, []);
}

function Head({ name, differs, children }: { name: string; differs: string; children?: ReactNode }) {
  return (
    <header className="beside-head">
      <b>{name}</b>
      <span>{differs}</span>
      {children}
    </header>
  );
}

function Trouble() {
  const phase = useOutcomes((state) => state.phase);
  const trouble = useOutcomes((state) => state.trouble);
  if (phase === 'live') return null;
  return <p className="beside-wait">{phase === 'starting' ? beside('starting') : beside('failed', { trouble })}</p>;
}

interface StageProps {
  readonly run: BesideRun;
  /** The figure of the page's own run. */
  readonly children: ReactNode;
}

/** Two runs side by side, and what makes the one come to another end than the other. */
export default function BesideStage({ run, children }: StageProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const language = useLanguage((state) => state.language);
  const both = useOutcomes((state) => state.both);
  useFoldedPanels();
  useEffect(() => linkTwin(frame.current!, run), [run]);
  const [here, there] = run.names;
  return (
    <div className="beside" data-testid="beside">
      <section className="beside-half" aria-label={here}>
        <Head name={here} differs={run.differs[0]} />
        {children}
      </section>
      <section className="beside-half" aria-label={there}>
        <Head name={there} differs={run.differs[1]}>
          <span className="sp" />
          <label className="beside-both" title={beside('bothHint')}>
            <input
              type="checkbox"
              checked={both}
              onChange={({ target }) => useOutcomes.setState({ both: target.checked })}
            />
            {beside('both')}
          </label>
          <CrossButton label={beside('close')} size={14} onClick={closeBeside} />
        </Head>
        <div className="beside-twin">
          <iframe ref={frame} src={twinAddress(language)} title={beside('frame', { name: there })} />
          <Trouble />
        </div>
      </section>
      <OutcomePanel names={run.names} />
    </div>
  );
}
