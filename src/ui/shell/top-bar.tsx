import { useCallback } from 'react';
import { presenter } from '../../language/en/presenter.ts';
import { shell } from '../../language/en/shell.ts';
import { Icon } from '../../widgets/icon.tsx';
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
  return (
    <nav aria-label={shell('views')}>
      {viewTabs.map(({ id, key, name }) => (
        <button
          type="button"
          key={id}
          className={id === page ? 'on' : ''}
          aria-current={id === page ? 'page' : undefined}
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

/** What concerns the page rather than the cluster. */
function Tools({ live }: { readonly live: boolean }) {
  const theme = useView((state) => state.theme);
  return (
    <>
      <button
        type="button"
        className="tb tb-share"
        aria-label={shell('share')}
        title={`${shell('share')}  l`}
        disabled={!live}
        onClick={() => toggle('share')}
      >
        <Icon name="share" />
      </button>
      <button
        type="button"
        className="tb tb-present"
        aria-label={presenter('present')}
        title={`${presenter('present')}  p`}
        onClick={() => useView.setState({ presenting: true })}
      >
        <Icon name="present" />
      </button>
      <button
        type="button"
        className="tb"
        aria-label={shell('themeNow', { theme })}
        title={`${shell('theme')}  t`}
        onClick={toggleTheme}
      >
        <Icon name="theme" />
      </button>
      <button
        type="button"
        className="tb"
        aria-label={shell('help')}
        title={`${shell('help')}  ?`}
        onClick={() => toggle('help')}
      >
        <Icon name="help" />
      </button>
    </>
  );
}

/** The bar at the top: what runs, which view, what to break, and how the page looks. */
export function TopBar({ canAct }: { readonly canAct: boolean }) {
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
      {canAct && (
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
