import { Tabs } from '../../widgets/tabs.tsx';
import { EditorPanel } from '../editor/editor-panel.tsx';
import { EventFilter, Events } from '../events/events.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { type DockTab, useView } from '../store/view-store.ts';
import { TerminalPanel } from '../terminal/terminal-panel.tsx';

/** Two panes side by side, as a desk has the room for. */
export function WideDock() {
  const count = useCluster((state) => (state.events >= 0 ? mirror.events.size : 0));
  return (
    <>
      <section className="dock-pane" aria-label="Terminal">
        <div className="phead">
          <h2 className="ptitle">Terminal</h2>
        </div>
        <TerminalPanel />
      </section>
      <section className="dock-pane" aria-label="Events">
        <div className="phead">
          <h2 className="ptitle">
            Events <span className="n">{count}</span>
          </h2>
          <span className="sp" />
          <EventFilter />
        </div>
        <Events />
      </section>
    </>
  );
}

const tabs = [
  { id: 'yaml', label: 'YAML' },
  { id: 'terminal', label: 'Terminal' },
  { id: 'events', label: 'Events' },
  { id: 'inspector', label: 'Inspector' },
] as const;

/** One pane with tabs, for a tablet: editor and inspector live here too. */
export function TabbedDock() {
  const tab = useView((state) => state.dockTab);
  return (
    <div className="dock-pane">
      <div className="phead">
        <Tabs label="Panels" tabs={tabs} active={tab} onSelect={(id) => useView.setState({ dockTab: id as DockTab })} />
        <span className="sp" />
        {tab === 'events' && <EventFilter />}
      </div>
      <div className={`dock-body w-edit tab-${tab}`}>
        {tab === 'yaml' && <EditorPanel />}
        {tab === 'terminal' && <TerminalPanel />}
        {tab === 'events' && <Events />}
        {tab === 'inspector' && <Inspector canAct />}
      </div>
    </div>
  );
}
