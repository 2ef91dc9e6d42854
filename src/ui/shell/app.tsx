import '../../widgets/widgets.css';
import './shell.css';
import './touch.css';
import { Suspense, useCallback, useEffect } from 'react';
import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import { openAsked } from '../editor/editor-store.ts';
import { useCluster } from '../store/cluster-store.ts';
import { editWith } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { Transport } from '../timeline/transport.tsx';
import { closeWhy, useWhy } from '../why/ask.ts';
import { useDroppedFiles } from './drop-file.ts';
import { focusEditor } from './focus.ts';
import { LiveRegion } from './live-region.tsx';
import { pageViews } from './page-views.ts';
import { useShortcuts } from './shortcuts.ts';
import { SkipLinks } from './skip-links.tsx';
import { WrongOverlay } from './state-overlay.tsx';
import { TopBar } from './top-bar.tsx';
import { useLayout, useViewRoom } from './use-layout.ts';
import { usePauseHidden } from './use-pause-hidden.ts';
import { WorkArea } from './work-area.tsx';

const HelpDialog = part(() => import('./help-dialog.tsx'));
const PushDialog = part(() => import('./push-dialog.tsx'));
const LessonPanel = part(() => import('../lesson/lesson-panel.tsx'));
const AuthorPanel = part(() => import('../author/author-panel.tsx'));
const LoadDialog = part(() => import('../load/load-dialog.tsx'));
const ShareDialog = part(() => import('../share/share-dialog.tsx'));
const Presenter = part(() => import('../presenter/presenter.tsx'));
const Palette = part(() => import('../palette/palette.tsx'));
const ExportDialog = part(() => import('../export/export-dialog.tsx'));
const WhyPanel = part(() => import('../why/why-panel.tsx'));
const FidelityDialog = part(() => import('../fidelity/fidelity-dialog.tsx'));

/** Opens a text that a program of the terminal wants edited. */
function openForTerminal(path: string, text: string): void {
  openAsked(path, text);
  focusEditor();
}

const leavePresenter = (): void => useView.setState({ presenting: false });
const leaveAuthoring = (): void => useView.setState({ authoring: 'off' });

/** The whole page. */
export function App() {
  const layout = useLayout();
  const isPhone = layout === 'phone';
  const panel = useView((state) => state.openPanel);
  const page = useView((state) => state.page);
  const asked = useWhy((state) => state.asked);
  const shown = pageViews.find(({ id }) => id === page);
  const isTaught = useCluster((state) => state.run?.lesson != null);
  const isAuthoring = useView((state) => state.authoring !== 'off') && !isPhone;
  const room = useViewRoom(isTaught || isAuthoring);
  const close = useCallback(() => useView.setState({ openPanel: 'none' }), []);
  useShortcuts();
  usePauseHidden();
  useDroppedFiles();
  const presenting = useView((state) => state.presenting);
  useEffect(() => editWith(openForTerminal), []);
  if (presenting)
    return (
      <Suspense>
        <Presenter onClose={leavePresenter} />
      </Suspense>
    );
  return (
    <div className="app">
      <SkipLinks />
      <TopBar isPhone={isPhone} />
      <div className={isTaught || isAuthoring ? 'stage taught' : 'stage'}>
        <Suspense>{isAuthoring ? <AuthorPanel onClose={leaveAuthoring} /> : isTaught && <LessonPanel />}</Suspense>
        <div className="view" data-size={room.words} hidden={shown !== undefined}>
          <WorkArea layout={room.layout} />
        </div>
        {shown !== undefined && (
          <div className="view" data-size={room.words}>
            <Suspense fallback={<p className="view-wait">{shell('viewLoading', { view: shown.name() })}</p>}>
              <shown.View layout={room.layout} />
            </Suspense>
            <WrongOverlay canAct />
          </div>
        )}
      </div>
      <Transport />
      <LiveRegion />
      <Suspense>{panel === 'help' && <HelpDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'push' && <PushDialog onClose={close} />}</Suspense>
      <Suspense>{asked !== null && <WhyPanel asked={asked} onClose={closeWhy} />}</Suspense>
      <Suspense>{panel === 'share' && <ShareDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'load' && <LoadDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'palette' && <Palette canAct onClose={close} />}</Suspense>
      <Suspense>{panel === 'export' && <ExportDialog onClose={close} />}</Suspense>
      <Suspense>{panel === 'fidelity' && <FidelityDialog onClose={close} />}</Suspense>
    </div>
  );
}
