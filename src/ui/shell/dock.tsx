import { type ReactNode, Suspense, useRef } from 'react';
import { dock } from '../../language/en/dock.ts';
import { shell } from '../../language/en/shell.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { part } from '../../widgets/part.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { EditorPanel } from '../editor/editor-panel.tsx';
import { EventFilter, Events } from '../events/events.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { type DockTab, type LeftTab, type RightTab, showDockTab, useView } from '../store/view-store.ts';
import { TerminalPanel } from '../terminal/terminal-panel.tsx';
import { Splitter } from './splitter.tsx';

const LogsPanel = part(() => import('../dock/logs-panel.tsx'));
const LogControls = part(async () => ({ default: (await import('../dock/logs-panel.tsx')).LogControls }), {
  quiet: true,
});
const RequestsPanel = part(() => import('../dock/requests-panel.tsx'));
const RequestControls = part(async () => ({ default: (await import('../dock/requests-panel.tsx')).RequestControls }), {
  quiet: true,
});
const TracePanel = part(() => import('../dock/trace-panel.tsx'));
const TraceControls = part(async () => ({ default: (await import('../dock/trace-panel.tsx')).TraceControls }), {
  quiet: true,
});

/** What a tab shows, and what stands in its head. */
const panels: Readonly<Record<DockTab, { readonly body: ReactNode; readonly controls?: ReactNode }>> = {
  terminal: { body: <TerminalPanel /> },
  logs: { body: <LogsPanel />, controls: <LogControls /> },
  requests: { body: <RequestsPanel />, controls: <RequestControls /> },
  events: { body: <Events />, controls: <EventFilter /> },
  trace: { body: <TracePanel />, controls: <TraceControls /> },
  yaml: { body: <EditorPanel /> },
  inspector: { body: <Inspector canAct /> },
};

function Broken({ retry }: { readonly retry: () => void }) {
  return (
    <div className="hint">
      <p>{dock('broken')}</p>
      <Button small onClick={retry}>
        {shell('tryAgain')}
      </Button>
    </div>
  );
}

/** The panel of a tab; it may have to be fetched, and may fail by itself. */
function Panel({ tab }: { readonly tab: DockTab }) {
  return (
    <Boundary key={tab} fallback={(retry) => <Broken retry={retry} />}>
      <Suspense fallback={<p className="hint">{dock('loading')}</p>}>{panels[tab].body}</Suspense>
    </Boundary>
  );
}

interface PaneProps {
  readonly label: string;
  readonly tabs: Parameters<typeof Tabs>[0]['tabs'];
  readonly tab: LeftTab | RightTab;
}

function Pane({ label, tabs, tab }: PaneProps) {
  return (
    <section className="dock-pane" aria-label={label}>
      <div className="phead">
        <Tabs label={label} tabs={tabs} active={tab} onSelect={(id) => showDockTab(id as LeftTab | RightTab)} />
        <span className="sp" />
        <Suspense>{panels[tab].controls}</Suspense>
      </div>
      <Panel tab={tab} />
    </section>
  );
}

/** Two panes side by side, as a desk has the room for; each with tabs. */
export function WideDock() {
  const count = useCluster((state) => (state.events >= 0 ? mirror.events.size : 0));
  const left = useView((state) => state.leftTab);
  const right = useView((state) => state.rightTab);
  const anchor = useRef<HTMLSpanElement>(null);
  const pane = () => anchor.current?.parentElement?.querySelector('.dock-pane')?.clientWidth ?? 0;
  return (
    <>
      <Pane
        label={dock('outputAndCommands')}
        tab={left}
        tabs={[
          { id: 'terminal', label: shell('terminal') },
          { id: 'logs', label: dock('logs') },
          { id: 'requests', label: dock('requests') },
        ]}
      />
      <span ref={anchor} className="split-anchor">
        <Splitter
          side="split"
          label={dock('split')}
          sizeOf={pane}
          min={240}
          max={() => Math.max(240, (anchor.current?.parentElement?.clientWidth ?? 800) - 240)}
        />
      </span>
      <Pane
        label={dock('eventsAndTrace')}
        tab={right}
        tabs={[
          { id: 'events', label: shell('events'), count },
          { id: 'trace', label: dock('trace') },
        ]}
      />
    </>
  );
}

/** Asked when they are shown, for their language. */
const tabsNow = () =>
  [
    { id: 'yaml', label: shell('yaml') },
    { id: 'terminal', label: shell('terminal') },
    { id: 'logs', label: dock('logs') },
    { id: 'requests', label: dock('requests') },
    { id: 'events', label: shell('events') },
    { id: 'trace', label: dock('trace') },
    { id: 'inspector', label: shell('inspector') },
  ] as const;

/** One pane with tabs, for a tablet: editor and inspector live here too. */
export function TabbedDock() {
  const tab = useView((state) => state.dockTab);
  return (
    <div className="dock-pane">
      <div className="phead">
        <Tabs
          label={shell('panels')}
          tabs={tabsNow()}
          active={tab}
          onSelect={(id) => useView.setState({ dockTab: id as DockTab })}
        />
        <span className="sp" />
        <Suspense>{panels[tab].controls}</Suspense>
      </div>
      <div className={`dock-body w-edit tab-${tab}`}>
        <Panel tab={tab} />
      </div>
    </div>
  );
}
