import { shell } from '../../language/en/shell.ts';
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
      <section className="dock-pane" aria-label={shell('terminal')}>
        <div className="phead">
          <h2 className="ptitle">{shell('terminal')}</h2>
        </div>
        <TerminalPanel />
      </section>
      <section className="dock-pane" aria-label={shell('events')}>
        <div className="phead">
          <h2 className="ptitle">
            {shell('events')} <span className="n">{count}</span>
          </h2>
          <span className="sp" />
          <EventFilter />
        </div>
        <Events />
      </section>
    </>
  );
}

/** Asked when they are shown, for their language. */
const tabsNow = () =>
  [
    { id: 'yaml', label: shell('yaml') },
    { id: 'terminal', label: shell('terminal') },
    { id: 'events', label: shell('events') },
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
