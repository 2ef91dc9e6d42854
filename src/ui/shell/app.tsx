import '../../widgets/widgets.css';
import './shell.css';
import './touch.css';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { shell } from '../../language/en/shell.ts';
import { openAsked } from '../editor/editor-store.ts';
import { useCluster } from '../store/cluster-store.ts';
import { editWith } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { Transport } from '../timeline/transport.tsx';
import { useWhy } from '../why/ask.ts';
import { useDroppedFiles } from './drop-file.ts';
import { focusEditor } from './focus.ts';
import { LiveRegion } from './live-region.tsx';
import { pageViews } from './page-views.ts';
import { useShortcuts } from './shortcuts.ts';
import { SkipLinks } from './skip-links.tsx';
import { TopBar } from './top-bar.tsx';
import { useLayout } from './use-layout.ts';
import { usePauseHidden } from './use-pause-hidden.ts';
import { WorkArea } from './work-area.tsx';

const HelpDialog = lazy(() => import('./help-dialog.tsx'));
const PushDialog = lazy(() => import('./push-dialog.tsx'));
const LessonPanel = lazy(() => import('../lesson/lesson-panel.tsx'));
const AuthorPanel = lazy(() => import('../author/author-panel.tsx'));
const LoadDialog = lazy(() => import('../load/load-dialog.tsx'));
const ShareDialog = lazy(() => import('../share/share-dialog.tsx'));
const Presenter = lazy(() => import('../presenter/presenter.tsx'));
const Palette = lazy(() => import('../palette/palette.tsx'));
const ExportDialog = lazy(() => import('../export/export-dialog.tsx'));
const WhyPanel = lazy(() => import('../why/why-panel.tsx'));
const FidelityDialog = lazy(() => import('../fidelity/fidelity-dialog.tsx'));

/** Opens a text that a program of the terminal wants edited. */
function openForTerminal(path: string, text: string): void {
  openAsked(path, text);
  focusEditor();
}

/** The whole page. */
export function App() {
  const layout = useLayout();
  const canAct = layout !== 'phone';
  const panel = useView((state) => state.openPanel);
  const page = useView((state) => state.page);
  const asked = useWhy((state) => state.asked);
  const shown = pageViews.find(({ id }) => id === page);
  const isTaught = useCluster((state) => state.run?.lesson != null);
  const isAuthoring = useView((state) => state.authoring !== 'off') && canAct;
  const close = useCallback(() => useView.setState({ openPanel: 'none' }), []);
  useShortcuts(canAct);
  usePauseHidden();
  useDroppedFiles();
  const presenting = useView((state) => state.presenting);
  useEffect(() => editWith(openForTerminal), []);
  if (presenting)
    return (
      <Suspense>
        <Presenter />
      </Suspense>
    );
  return (
    <div className="app">
      <SkipLinks canAct={canAct} />
      <TopBar canAct={canAct} />
      <div className={isTaught || isAuthoring ? 'stage taught' : 'stage'}>
        <Suspense>{isAuthoring ? <AuthorPanel /> : isTaught && <LessonPanel />}</Suspense>
        <div className="view" hidden={shown !== undefined}>
          <WorkArea layout={layout} />
        </div>
        {shown !== undefined && (
          <div className="view">
            <Suspense fallback={<p className="view-wait">{shell('viewLoading', { view: shown.name() })}</p>}>
              <shown.View layout={layout} />
            </Suspense>
          </div>
        )}
      </div>
      <Transport />
      <LiveRegion />
      <Suspense>{panel === 'help' && <HelpDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'push' && <PushDialog onClose={close} />}</Suspense>
      <Suspense>{asked !== null && <WhyPanel asked={asked} />}</Suspense>
      <Suspense>{panel === 'share' && <ShareDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'load' && <LoadDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'palette' && <Palette canAct={canAct} onClose={close} />}</Suspense>
      <Suspense>{panel === 'export' && <ExportDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'fidelity' && <FidelityDialog onClose={close} />}</Suspense>
    </div>
  );
}
