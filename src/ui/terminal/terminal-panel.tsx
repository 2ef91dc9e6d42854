import { lazy, Suspense } from 'react';
import { shell } from '../../language/en/shell.ts';
import { Boundary } from '../../widgets/boundary.tsx';
import { CommandLog } from '../commands/command-log.tsx';
import { whenDrawn } from '../store/when-drawn.ts';

const TerminalView = lazy(() => whenDrawn().then(() => import('./terminal-view.tsx')));

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
