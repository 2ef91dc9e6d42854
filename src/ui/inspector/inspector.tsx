import { common } from '../../language/en/common.ts';
import { CrossButton } from '../../widgets/cross-button.tsx';
import './inspector.css';
import { Suspense, useEffect, useRef } from 'react';
import { inspector } from '../../language/en/inspector.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { part } from '../../widgets/part.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { follow } from '../store/session.ts';
import { select, useView } from '../store/view-store.ts';
import { Overview } from './overview.tsx';

const load = () => import('./followed.tsx');
const Followed = part(load);

/** The views of all kinds are a part of their own: fetched once the page stands, before anything is selected. */
function useViewsSoon(): void {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), 2000);
    return () => clearTimeout(timer);
  }, []);
}

function InspectorTabs() {
  const selection = useView((state) => state.selection);
  const tab = useView((state) => state.inspectorTab);
  const strip = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is shown is the one to be seen
  useEffect(() => {
    strip.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  const all = [
    { id: 'facts', label: inspector('title') },
    { id: 'yaml', label: inspector('yaml') },
    { id: 'related', label: inspector('related') },
    { id: 'events', label: inspector('events') },
    ...(selection?.kind === 'Pod' ? [{ id: 'scheduling', label: inspector('scheduling') }] : []),
  ];
  return (
    <div className="file-tabs" ref={strip}>
      <Tabs
        label={inspector('title')}
        tabs={selection === null ? all.slice(0, 1) : all}
        active={selection === null ? 'facts' : tab}
        onSelect={(id) => useView.setState({ inspectorTab: id as typeof tab })}
      />
    </div>
  );
}

/** What the selected object means: state, reasons, YAML, and what can be done with it. */
export function Inspector({ canAct }: { readonly canAct: boolean }) {
  const selection = useView((state) => state.selection);
  useViewsSoon();
  useEffect(() => {
    if (selection === null) follow(null);
  }, [selection]);
  return (
    <>
      <div className="phead insp-head">
        <InspectorTabs />
        <span className="sp" />
        {selection !== null && (
          <CrossButton label={common('close')} tip={`${common('close')}  Esc`} onClick={() => select(null)} />
        )}
      </div>
      {selection === null ? (
        <Overview />
      ) : (
        <Boundary
          key={`${selection.kind}/${selection.namespace}/${selection.name}`}
          fallback={(retry) => (
            <div className="sec">
              <p className="say">{inspector('cannotShow', { kind: selection.kind })}</p>
              <Button small onClick={retry}>
                {inspector('tryAgain')}
              </Button>
            </div>
          )}
        >
          <Suspense>
            <Followed selection={selection} canAct={canAct} />
          </Suspense>
        </Boundary>
      )}
    </>
  );
}
