import './control-plane.css';
import { useEffect, useMemo } from 'react';
import { controlPlane } from '../../language/en/control-plane.ts';
import { Button } from '../../widgets/button.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import { useCluster } from '../store/cluster-store.ts';
import { deedWords } from '../store/deed-words.ts';
import { tell, type ViewNews } from '../store/session.ts';
import { useFeed } from '../store/use-feed.ts';
import { ComponentsPanel } from './components-panel.tsx';
import { ControlPlaneFigure } from './figure.tsx';
import { JourneyList } from './journey-list.tsx';
import { followJourney, showRequest, takeJourney, useJourney } from './journey-store.ts';
import { RequestPanel } from './request-panel.tsx';
import { type Step, stepsOf } from './steps.ts';

const takeNews = (message: ViewNews): void => {
  if (message.type === 'journey') takeJourney(message.news);
  if (message.type === 'control-plane') useJourney.setState({ state: message.row });
};

/** Has the worker tell of the control plane while the view is shown, and of the journey that was followed last. */
function useControlPlane(): void {
  const epoch = useCluster((state) => state.epoch);
  useFeed('control-plane', takeNews);
  useEffect(() => {
    const { mode, epoch: chosenIn } = useJourney.getState();
    if (typeof mode === 'number' && chosenIn === epoch) tell({ type: 'journey', root: mode });
    else followJourney(typeof mode === 'number' ? 'newest' : mode);
  }, [epoch]);
}

/** Opens the first request of a journey, so that its gates are told. */
function useFirstRequest(steps: readonly Step[], isAll: boolean): void {
  const root = useJourney((state) => state.root);
  const first = isAll
    ? undefined
    : (steps.find(({ kind, text }) => kind === 'request' && !text.startsWith('GET')) ??
      steps.find(({ kind }) => kind === 'request'));
  const request = first?.request ?? 0;
  const answered = (first?.code ?? 0) > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each journey, and again when it is answered
  useEffect(() => {
    if (request > 0 && useJourney.getState().step === '') void showRequest(request);
  }, [root, request, answered]);
}

function choose(step: Step): void {
  useJourney.setState({ step: step.key });
  const request = step.kind === 'watch' ? 0 : step.request;
  if (request > 0) void showRequest(request);
}

function Head({ count, isAll }: { readonly count: number; readonly isAll: boolean }) {
  const label = useJourney((state) => state.title);
  const said = useJourney((state) => state.said);
  const title = deedWords(said === undefined ? { label } : { label, said });
  if (isAll) return <h2>{controlPlane('allMessages')}</h2>;
  if (title === '') return <h2>{controlPlane('nothingFollowed')}</h2>;
  return (
    <>
      <h2 title={title}>{title}</h2>
      {count > 3 && <p className="say">{controlPlane('nobodyOrders')}</p>}
    </>
  );
}

function Journey({ steps, now }: { readonly steps: readonly Step[]; readonly now: Step | undefined }) {
  const mode = useJourney((state) => state.mode);
  const request = useJourney((state) => state.request);
  const detail = useJourney((state) => state.detail);
  const step = useJourney((state) => state.step);
  const cut = useJourney((state) => state.cut);
  const isAll = mode === 'all';
  return (
    <>
      <div className="ttl">
        <Head count={steps.length} isAll={isAll} />
      </div>
      {steps.length === 0 && <p className="hint">{isAll ? controlPlane('noMessage') : controlPlane('doSomething')}</p>}
      <JourneyList steps={steps} now={now?.key ?? ''} open={request} detail={detail} onStep={choose} />
      {cut && <p className="cap cut">{controlPlane('cutOff')}</p>}
      {detail !== null && step !== '' && (
        <RequestPanel
          detail={detail}
          onClose={() => {
            useJourney.setState({ step: '' });
          }}
        />
      )}
      <div className="pfoot">
        <span className="muted">{isAll ? controlPlane('everyMessage') : controlPlane('oneCommand')}</span>
        <span className="sp" />
        <Button small onClick={() => followJourney(isAll ? 'newest' : 'all')}>
          {isAll ? controlPlane('followLast') : controlPlane('showAll')}
        </Button>
      </div>
    </>
  );
}

/** The Control plane view: the way of a request, those who react to it, and the components. */
export default function ControlPlaneView({ layout }: { readonly layout: PageLayout }) {
  useControlPlane();
  const rows = useJourney((state) => state.rows);
  const writes = useJourney((state) => state.writes);
  const mode = useJourney((state) => state.mode);
  const tab = useJourney((state) => state.tab);
  const chosen = useJourney((state) => state.step);
  const steps = useMemo(() => stepsOf(rows, writes), [rows, writes]);
  useFirstRequest(steps, mode === 'all');
  const now = steps.find(({ key }) => key === chosen) ?? steps.at(-1);
  return (
    <main className={`work control-plane on-${layout}`}>
      <section className="panel" aria-label={controlPlane('title')}>
        <ControlPlaneFigure steps={steps} now={now} />
      </section>
      <section className="panel cp-side" aria-label={controlPlane('side')}>
        <div className="phead">
          <Tabs
            label={controlPlane('title')}
            tabs={[
              { id: 'journey', label: controlPlane('journey'), count: steps.length },
              { id: 'components', label: controlPlane('components') },
            ]}
            active={tab}
            onSelect={(id) => useJourney.setState({ tab: id as 'journey' | 'components' })}
          />
        </div>
        {tab === 'journey' ? <Journey steps={steps} now={now} /> : <ComponentsPanel canAct />}
      </section>
    </main>
  );
}
