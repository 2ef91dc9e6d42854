import { useCallback } from 'react';
import { presenter } from '../../language/en/presenter.ts';
import { shell } from '../../language/en/shell.ts';
import { Icon, type IconName } from '../../widgets/icon.tsx';
import { Logo } from '../../widgets/logo.tsx';
import { Popover } from '../../widgets/popover.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { startRun } from '../store/session.ts';
import { showPage, toggleTheme, useView } from '../store/view-store.ts';
import { BreakMenu } from './break-menu.tsx';
import { viewTabs } from './page-views.ts';
import { ScenarioMenu } from './scenario-menu.tsx';
import { shownTitle } from './scenarios.ts';

type Panel = ReturnType<typeof useView.getState>['openPanel'];

const toggle = (panel: Panel) =>
  useView.setState(({ openPanel }) => ({ openPanel: openPanel === panel ? 'none' : panel }));

function Scenarios() {
  const open = useView((state) => state.openPanel === 'scenarios');
  const title = useCluster((state) => (state.run ? shownTitle(state.run.title) : shell('loading')));
  const close = useCallback(() => useView.setState({ openPanel: 'none' }), []);
  return (
    <span className="anchor">
      <button
        type="button"
        className="scn"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={shell('chooseScenario')}
        onClick={() => toggle('scenarios')}
      >
        <span className="scn-title">{title}</span>
        <Icon name="down" size={12} />
      </button>
      {open && (
        <Popover label={shell('scenarios')} className="menu left scenarios" onClose={close}>
          <ScenarioMenu
            onChoose={({ load }) => {
              close();
              void startRun(load);
            }}
          />
        </Popover>
      )}
    </span>
  );
}

function Views() {
  const page = useView((state) => state.page);
  const allowed = useView((state) => state.allowedViews);
  return (
    <nav aria-label={shell('views')}>
      {viewTabs.map(({ id, key, name }) => (
        <button
          type="button"
          key={id}
          className={id === page ? 'on' : ''}
          aria-current={id === page ? 'page' : undefined}
          aria-disabled={allowed?.includes(id) === false}
          onClick={() => showPage(id)}
        >
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus */}
          <kbd aria-hidden="true">{key}</kbd>
          {name()}
        </button>
      ))}
    </nav>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly shortcut: string;
  readonly label: string;
  /** In place of the label, for what has a state. */
  readonly says?: string;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, shortcut, label, says = label, className = '', disabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`tb ${className}`}
      aria-label={says}
      title={`${label}  ${shortcut}`}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What concerns the page rather than the cluster. */
function Tools({ live }: { readonly live: boolean }) {
  const theme = useView((state) => state.theme);
  const present = () => useView.setState({ presenting: true });
  const share = () => toggle('share');
  const help = () => toggle('help');
  return (
    <>
      <Tool icon="share" shortcut="l" label={shell('share')} className="tb-share" disabled={!live} onClick={share} />
      <Tool icon="present" shortcut="p" label={presenter('present')} className="tb-present" onClick={present} />
      <Tool
        icon="theme"
        shortcut="t"
        label={shell('theme')}
        says={shell('themeNow', { theme })}
        onClick={toggleTheme}
      />
      <Tool icon="help" shortcut="?" label={shell('help')} onClick={help} />
    </>
  );
}

/** The bar at the top: what runs, which view, what to break, and how the page looks. */
export function TopBar({ isPhone }: { readonly isPhone: boolean }) {
  const breaking = useView((state) => state.openPanel === 'break');
  const live = useCluster((state) => state.phase === 'live');
  const close = useCallback(() => useView.setState({ openPanel: 'none' }), []);
  return (
    <header className="topbar">
      <h1 className="brand">
        <Logo />
        <b>kube-orrery</b>
      </h1>
      <Scenarios />
      <Views />
      <span className="sp" />
      <button
        type="button"
        className="finder"
        aria-label={shell('find')}
        title={`${shell('find')}  /`}
        aria-haspopup="dialog"
        onClick={() => toggle('palette')}
      >
        <Icon name="search" size={14} />
        <span>{shell('find')}</span>
        <kbd>/</kbd>
      </button>
      {!isPhone && (
        <span className="anchor">
          <button
            type="button"
            className="btn alarmy"
            aria-haspopup="dialog"
            aria-expanded={breaking}
            disabled={!live}
            onClick={() => toggle('break')}
          >
            <Icon name="cut" size={14} />
            {shell('breakMore')}
          </button>
          {breaking && (
            <Popover label={shell('break')} className="break" onClose={close}>
              <BreakMenu onDone={close} />
            </Popover>
          )}
        </span>
      )}
      <Tools live={live} />
    </header>
  );
}
