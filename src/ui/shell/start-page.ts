import { shell } from '../../language/en/shell.ts';
import { forgetTextWidths } from '../../widgets/measure-text.ts';
import { keepDrafts } from '../editor/drafts.ts';
import { useCluster } from '../store/cluster-store.ts';
import { forgetCommands } from '../store/commands.ts';
import { showLooks } from '../store/looks.ts';
import { watchPageSize } from '../store/page-size.ts';
import { connectWith, startRun } from '../store/session.ts';
import { allowViews, setTheme, useView } from '../store/view-store.ts';
import { firstScenario } from './scenarios.ts';

/** Says on the page's root what tests and styles need to know of the run. */
function mirrorState(root: HTMLElement): void {
  useCluster.subscribe((state, before) => {
    const { dataset } = root;
    if (state.nowMs !== before.nowMs) dataset.nowMs = String(Math.floor(state.nowMs));
    if (state.settled !== before.settled || dataset.settled === undefined) dataset.settled = String(state.settled);
    if (state.running !== before.running || dataset.running === undefined) dataset.running = String(state.running);
    if (state.phase !== before.phase || dataset.phase === undefined) dataset.phase = state.phase;
    const pace = state.speed > 200 ? 'none' : state.speed > 20 ? 'fade' : 'full';
    if (dataset.pace !== pace) dataset.pace = pace;
  });
}

/** Forgets what belonged to the last run. */
function clearWithRuns(): void {
  useCluster.subscribe((state, before) => {
    if (state.run === before.run) return;
    forgetCommands();
    allowViews(state.run?.lesson?.exercise?.allow.views ?? null);
    useView.setState({ selection: null, cursor: null, sheetOpen: false });
  });
}

/** Theme, fonts, sizes, and what the page's root says of the run. */
export function dressPage(): void {
  setTheme(useView.getState().theme);
  showLooks();
  watchPageSize();
  mirrorState(document.getElementById('root')!);
  clearWithRuns();
  void document.fonts.ready.then(() => {
    forgetTextWidths();
    useCluster.setState((state) => ({ epoch: state.epoch + 1 }));
  });
}

/** Starts the page's side: how it looks, the run. Settles when the run has begun. */
export async function startPage(): Promise<void> {
  dressPage();
  keepDrafts();
  const search = new URLSearchParams(location.search);
  if (import.meta.env.DEV && search.has('feed')) {
    const { openFeed } = await import('../testing/fake-feed.ts');
    connectWith(openFeed(search.get('feed')!));
    await startFirst();
    return;
  }
  addEventListener('hashchange', () => void openFragment());
  if (await beginReported()) return;
  await (openFragment() ?? startFirst());
}

/** Where a course platform is around: goes on from the state that it has kept, if there is one; and has scores reported. */
async function beginReported(): Promise<boolean> {
  const name =
    document.querySelector<HTMLMetaElement>('meta[name="orrery-report"]')?.content ??
    new URLSearchParams(location.search).get('report');
  if (!name) return false;
  const { findReporter, keepReporting } = await import('../report/reporting.ts');
  const reporter = findReporter(name);
  if (!reporter) return false;
  const state = await reporter.restore();
  keepReporting(reporter);
  if (state === undefined) return false;
  const { openSituation } = await import('../share/situations.ts');
  await openSituation(state);
  return true;
}

/** The scenario that a file of one page, or a package for a course platform, holds; undefined in the page itself. */
function enclosedScenario(): (() => Promise<string>) | undefined {
  const text = document.getElementById('orrery-scenario')?.textContent;
  return text ? () => Promise.resolve(JSON.parse(text) as string) : undefined;
}

/** Starts the scenario that the page holds or the address names, and says so where there is none of that name. */
async function startFirst(): Promise<void> {
  const load = enclosedScenario() ?? firstScenario(location.search)?.load;
  if (load) await startRun(load);
  else {
    const name = new URLSearchParams(location.search).get('scenario') ?? '';
    useCluster.setState({ phase: 'refused', trouble: shell('noneOfName', { name }) });
  }
}

/** Opens the situation that the address holds; undefined when it holds none. */
function openFragment(): Promise<void> | undefined {
  const fragment = location.hash.slice(1);
  // As in the codec, which is loaded only when it is needed.
  if (!/^s\d+\./.test(fragment)) return undefined;
  return import('../share/situations.ts').then(({ openSituation }) => openSituation(fragment));
}
