import { type CSSProperties, type MouseEvent, Suspense, useEffect, useRef } from 'react';
import { access } from '../../language/en/access.ts';
import { shell } from '../../language/en/shell.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { Button } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { part } from '../../widgets/part.tsx';
import { StateCard } from '../../widgets/state-card.tsx';
import { closeBeside, useBeside } from '../beside/shown.ts';
import { EditorPanel } from '../editor/editor-panel.tsx';
import { Hints } from '../hints/hints.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Caption } from '../scene/caption.tsx';
import { Figure } from '../scene/figure.tsx';
import { Loads } from '../scene/loads.tsx';
import { PhoneFigure } from '../scene/phone-figure.tsx';
import { TooMany, useTooMany } from '../scene/too-many.tsx';
import { LOW_PAGE, pageZoom, usePageSize } from '../store/page-size.ts';
import { type Side, select, togglePanel, useView } from '../store/view-store.ts';
import { TabbedDock, WideDock } from './dock.tsx';
import { Splitter } from './splitter.tsx';
import { StateOverlay } from './state-overlay.tsx';
import type { PageLayout } from './use-layout.ts';

const BesideStage = part(() => import('../beside/beside-stage.tsx'));

/** What stands in the figure's place when drawing it has failed. The simulation runs on. */
function BrokenFigure({ retry }: { readonly retry: () => void }) {
  return (
    <div className="fig-card">
      <StateCard
        wrong
        title={shell('figureBroken')}
        actions={
          <Button small onClick={retry}>
            {shell('tryAgain')}
          </Button>
        }
      >
        {shell('pageError')}
      </StateCard>
    </div>
  );
}

/** The figure with what is said over it, and a run beside it where one is shown. */
export function FigureStage({ canAct }: { readonly canAct: boolean }) {
  const beside = useBeside((state) => state.run);
  const isTooMuch = useTooMany();
  const figure = (
    <div className="fig-box">
      <Boundary fallback={(retry) => <BrokenFigure retry={retry} />}>{isTooMuch ? <TooMany /> : <Figure />}</Boundary>
      <StateOverlay canAct={canAct} />
    </div>
  );
  if (beside === null) return figure;
  return (
    <Suspense fallback={figure}>
      <BesideStage run={beside} onClose={closeBeside}>
        {figure}
      </BesideStage>
    </Suspense>
  );
}

function FigurePanel({ canAct }: { readonly canAct: boolean }) {
  return (
    <section className="panel w-fig" aria-label={shell('cluster')}>
      <Loads />
      <FigureStage canAct={canAct} />
      <Hints touch={matchMedia('(pointer: coarse)').matches} />
      <Caption />
    </section>
  );
}

/** A folded panel: a strip with its name. */
function Folded({ side, name }: { readonly side: Side; readonly name: string }) {
  return (
    <button
      type="button"
      className={`folded ${side}`}
      onClick={() => togglePanel(side)}
      aria-label={shell('show', { panel: name })}
      title={shell('show', { panel: name })}
    >
      <span>{name}</span>
    </button>
  );
}

function Desk() {
  const area = useRef<HTMLElement>(null);
  const sizes = useView((state) => state.sizes);
  const collapsed = useView((state) => state.collapsed);
  const sizeOf = (selector: string, side: 'width' | 'height') => () =>
    (area.current?.querySelector(selector)?.getBoundingClientRect()[side] ?? 0) / pageZoom();
  const width = (share: number) => () => (area.current?.clientWidth ?? 1400) * share;
  const style: Record<string, string> = {};
  for (const [side, variable] of [
    ['left', '--left-w'],
    ['right', '--right-w'],
    ['dock', '--dock-h'],
    ['split', '--split-w'],
  ] as const) {
    if (collapsed[side]) style[variable] = '34px';
    else if (sizes[side] > 0) style[variable] = `${sizes[side]}px`;
  }
  return (
    <main className="work desk" ref={area} style={style as CSSProperties}>
      <section className="panel w-edit" aria-label={shell('yamlEditor')}>
        {collapsed.left ? <Folded side="left" name={shell('yaml')} /> : <EditorPanel />}
      </section>
      <FigurePanel canAct />
      <section className="panel w-insp" aria-label={shell('inspector')}>
        {collapsed.right ? <Folded side="right" name={shell('inspector')} /> : <Inspector canAct />}
      </section>
      <div className="panel w-dock">
        {collapsed.dock ? <Folded side="dock" name={shell('terminalAndEvents')} /> : <WideDock />}
      </div>
      <Splitter
        side="left"
        label={shell('editorWidth')}
        sizeOf={sizeOf('.w-edit', 'width')}
        min={180}
        max={width(0.4)}
      />
      <Splitter
        side="right"
        label={shell('inspectorWidth')}
        sizeOf={sizeOf('.w-insp', 'width')}
        min={200}
        max={width(0.4)}
      />
      <Splitter
        side="dock"
        label={shell('dockHeight')}
        sizeOf={sizeOf('.w-dock', 'height')}
        min={90}
        max={() => (area.current?.clientHeight ?? 800) * 0.6}
      />
    </main>
  );
}

function Tablet() {
  const selection = useView((state) => state.selection);
  useEffect(() => {
    if (selection !== null) useView.setState({ dockTab: 'inspector' });
  }, [selection]);
  const low = usePageSize(({ height }) => height <= LOW_PAGE);
  const open = useView((state) => state.dockOpen);
  const show = (dockOpen: boolean) => useView.setState({ dockOpen });
  // biome-ignore format: the handler is short
  const openByTab = (event: MouseEvent) => { if ((event.target as Element).closest('[role=tab]') !== null) show(true); };
  return (
    <main className={open ? 'work tablet open' : 'work tablet'}>
      <FigurePanel canAct />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tabs inside have the keys */}
      <section className="panel w-dock" aria-label={shell('panels')} onClick={openByTab}>
        <TabbedDock />
      </section>
      {low && (
        <button
          type="button"
          className="tb fold-dock"
          aria-expanded={open}
          aria-label={access('panelsOpen')}
          title={access('panelsOpen')}
          onClick={() => show(!open)}
        >
          <Icon name={open ? 'down' : 'up'} />
        </button>
      )}
    </main>
  );
}

/** What a phone's bar below the figure opens over it. */
const phonePanels = [
  ['yaml', () => shell('yaml')],
  ['terminal', () => shell('terminal')],
  ['events', () => shell('events')],
] as const;

function Phone() {
  const sheetOpen = useView((state) => state.sheetOpen && state.selection !== null);
  const dockOpen = useView((state) => state.dockOpen);
  return (
    <main className="work phone">
      <section className="panel w-fig" aria-label={shell('cluster')}>
        <Loads />
        <div className="fig-box">
          <PhoneFigure />
          <StateOverlay canAct />
        </div>
        <div className="phone-foot">
          {phonePanels.map(([tab, name]) => (
            <Button key={tab} onClick={() => useView.setState({ dockTab: tab, dockOpen: true })}>
              {name()}
            </Button>
          ))}
        </div>
      </section>
      {dockOpen && !sheetOpen && (
        <section className="sheet w-dock" aria-label={shell('panels')}>
          <button
            type="button"
            className="sheet-grip"
            aria-label={access('panelsClose')}
            onClick={() => useView.setState({ dockOpen: false })}
          />
          <TabbedDock />
        </section>
      )}
      {sheetOpen && (
        <section className="sheet" aria-label={shell('inspector')}>
          <button
            type="button"
            className="sheet-grip"
            aria-label={shell('closeInspector')}
            onClick={() => select(null)}
          />
          <Inspector canAct />
        </section>
      )}
    </main>
  );
}

/** Between the bars: left what you say, in the middle what happens, right what it means. */
export function WorkArea({ layout }: { readonly layout: PageLayout }) {
  if (layout === 'phone') return <Phone />;
  return layout === 'tablet' ? <Tablet /> : <Desk />;
}
