import '../widgets/widgets.css';
import '../ui/shell/shell.css';
import '../ui/timeline/transport.css';
import './frame.css';
import { Suspense, useEffect } from 'react';
import { embed } from '../language/en/embed.ts';
import { shell } from '../language/en/shell.ts';
import { Figure } from '../ui/scene/figure.tsx';
import { Loads } from '../ui/scene/loads.tsx';
import { LiveRegion } from '../ui/shell/live-region.tsx';
import { pageViews } from '../ui/shell/page-views.ts';
import { StateOverlay } from '../ui/shell/state-overlay.tsx';
import { changeText, situationOf } from '../ui/shell/summary.ts';
import { mirror, useCluster } from '../ui/store/cluster-store.ts';
import { kubectl } from '../ui/store/commands.ts';
import { usePageSize } from '../ui/store/page-size.ts';
import { toggleTheme, useView } from '../ui/store/view-store.ts';
import { Clock } from '../ui/timeline/clock.tsx';
import { changeSpeed, stepBack, stepEvent, toggleRunning, undo } from '../ui/timeline/run-control.ts';
import { TimeButtons } from '../ui/timeline/time-buttons.tsx';
import { Timeline } from '../ui/timeline/timeline.tsx';
import { Icon } from '../widgets/icon.tsx';
import { Logo } from '../widgets/logo.tsx';
import { part } from '../widgets/part.tsx';
import type { EmbedOptions } from './options.ts';

const LessonPanel = part(() => import('../ui/lesson/lesson-panel.tsx'));

const nothing = { ready: -1, pods: -1, waiting: 0, notReady: 0, wrong: 0, downNodes: [] };

/** Ends the selected Pod, else the first of a workload. */
function killPod(): void {
  const { selection } = useView.getState();
  const pod =
    selection?.kind === 'Pod'
      ? selection
      : [...mirror.pods.values()].find(({ namespace, state }) => namespace !== 'kube-system' && state === 'ready');
  if (pod) void kubectl(`delete pod ${pod.name} -n ${pod.namespace} --wait=false`);
}

/** One more replica of the first workload that can be scaled. */
function scaleUp(): void {
  const row = [...mirror.workloads.values()].find(
    ({ namespace, kind, counts }) => namespace !== 'kube-system' && counts === 'ready' && kind !== 'DaemonSet',
  );
  if (row)
    void kubectl(`scale ${row.kind.toLowerCase()} ${row.name} -n ${row.namespace} --replicas=${row.desired + 1}`);
}

const deeds = [
  { key: 'k', id: 'kill', run: killPod },
  { key: 's', id: 'scale', run: scaleUp },
  { key: 'u', id: 'undo', run: () => void undo() },
] as const;

const keys: Readonly<Record<string, () => void>> = {
  ' ': toggleRunning,
  '.': stepEvent,
  ',': stepBack,
  '+': () => changeSpeed(1),
  '-': () => changeSpeed(-1),
  t: toggleTheme,
};

/** Keys work once the frame has the focus, which it never takes by itself. */
function useKeys(readOnly: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === ' ' && event.target instanceof HTMLElement && event.target.closest('button, a') !== null)
        return;
      const deed = readOnly ? undefined : deeds.find(({ key }) => key === event.key);
      const run = deed?.run ?? keys[event.key];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [readOnly]);
}

/** The address of the whole page in the same language, with the same scenario or moment. */
function pageAddress(): string {
  const address = new URL(location.href);
  for (const name of [...address.searchParams.keys()])
    if (name !== 'scenario' && name !== 'lang') address.searchParams.delete(name);
  return address.href;
}

function Head({ options }: { readonly options: EmbedOptions }) {
  const title = useCluster(
    ({ run, phase }) => options.title ?? run?.title ?? (phase === 'refused' ? 'kube-orrery' : shell('loading')),
  );
  const theme = useView((state) => state.theme);
  return (
    <header className="frame-head">
      <Logo />
      <h1>{title}</h1>
      <span className="sp" />
      <button
        type="button"
        className="tb"
        aria-label={shell('themeNow', { theme })}
        title={shell('theme')}
        onClick={toggleTheme}
      >
        <Icon name="theme" />
      </button>
      {options.link && (
        <a className="tb frame-open" href={pageAddress()} target="_blank" rel="noopener">
          {embed('open')}
          <Icon name="open" size={13} />
        </a>
      )}
    </header>
  );
}

/** The caption: how many Pods there are and how they do, the workloads, and at most three things to do. */
function Side({ withDeeds }: { readonly withDeeds: boolean }) {
  useCluster((state) => state.pods + state.nodes);
  const phase = useCluster((state) => state.phase);
  const live = phase === 'live';
  return (
    <section className="frame-side" aria-label={embed('caption')}>
      {(live || phase === 'starting') && (
        <p className="say">{live ? changeText(nothing, situationOf(mirror)) : shell('starting')}</p>
      )}
      <Loads />
      {withDeeds && (
        <div className="frame-deeds">
          {deeds.map(({ key, id, run }) => (
            <button type="button" className="btn" key={key} disabled={!live} onClick={run}>
              {embed(id)}
              <kbd>{key}</kbd>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** The view that the frame is for. */
function View({ id }: { readonly id: EmbedOptions['view'] }) {
  const other = pageViews.find((view) => view.id === id);
  if (other === undefined)
    return (
      <main className="fig-box" aria-label={shell('cluster')}>
        <Figure />
        <StateOverlay canAct={false} />
      </main>
    );
  return (
    <main className="frame-view" aria-label={other.name()}>
      <Suspense fallback={<p className="view-wait">{shell('viewLoading', { view: other.name() })}</p>}>
        <other.View layout="tablet" />
      </Suspense>
    </main>
  );
}

function TimeBar() {
  const speed = useCluster((state) => state.speed);
  return (
    <footer className="frame-time">
      <TimeButtons iconSize={15} />
      <Clock />
      <Timeline />
      <b className="frame-speed">{`${speed}×`}</b>
    </footer>
  );
}

/** A figure with a caption and a bar of time: what stands in an article, a slide or a course page. */
export function Frame({ options }: { readonly options: EmbedOptions }) {
  const { controls, readOnly, view } = options;
  const isTaught = useCluster((state) => state.run?.lesson != null);
  const isNarrow = usePageSize(({ width }) => width < 560);
  useKeys(readOnly);
  const withSide = !isNarrow && (view === 'cluster' || isTaught);
  return (
    <div className={`frame${controls === 'none' ? ' bare' : ''}${withSide ? '' : ' narrow'}`}>
      <Head options={options} />
      {withSide &&
        (isTaught ? (
          <Suspense>
            <LessonPanel />
          </Suspense>
        ) : (
          <Side withDeeds={controls === 'all' && !readOnly} />
        ))}
      <View id={view} />
      {controls !== 'none' && <TimeBar />}
      <LiveRegion />
    </div>
  );
}
