import { lazy, Suspense } from 'react';
import { shell } from '../../language/en/shell.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { CommandLog } from '../commands/command-log.tsx';
import { whenDrawn } from '../store/when-drawn.ts';

/** Cells are measured once, when the terminal opens: its font must be there, or what stands in for it without one. */
const fontLoaded = () => document.fonts.load('12px "IBM Plex Mono"').catch(() => []);

const TerminalView = lazy(() =>
  whenDrawn().then(async () => {
    const [module] = await Promise.all([import('./terminal-view.tsx'), fontLoaded()]);
    return module;
  }),
);

/** The terminal, loaded when it is first shown, and its twin for screen readers. */
export function TerminalPanel() {
  return (
    <div className="term">
      <Boundary fallback={() => <p className="muted">{shell('noTerminal')}</p>}>
        <Suspense fallback={<div className="terminal" />}>
          <TerminalView />
        </Suspense>
      </Boundary>
      <CommandLog />
    </div>
  );
}
