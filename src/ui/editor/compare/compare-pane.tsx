import './compare.css';
import { lazy, Suspense } from 'react';
import { compare } from '../../../language/en/compare.ts';
import type { DiffResult } from '../../../protocol/diff.ts';
import { Boundary } from '../../../widgets/boundary.tsx';
import { Button } from '../../../widgets/button.tsx';
import { DiffView } from '../../../widgets/diff-view.tsx';
import { goToLine } from '../editor-store.ts';
import { closeCompare, useCompare } from './compare-store.ts';

const DiffEditor = lazy(() => import('./diff-editor.tsx'));

/** In a few words, what Apply would do. */
function summary(results: readonly DiffResult[]): string {
  if (results.some(({ errors }) => errors.length > 0)) return compare('refused');
  if (results.every(({ unified }) => unified === '')) return compare('same');
  const created = results.filter(({ live, merged }) => live === '' && merged !== '').length;
  return created > 0 ? compare('created', { count: created }) : '';
}

function Errors({ results }: { readonly results: readonly DiffResult[] }) {
  const errors = results.flatMap((result) => result.errors);
  if (errors.length === 0) return null;
  return (
    <div className="results wrong">
      {errors.map(({ line, message }, index) => (
        <button
          type="button"
          // biome-ignore lint/suspicious/noArrayIndexKey: the same error can come twice
          key={index}
          className="error"
          onClick={() => {
            closeCompare();
            goToLine(Math.max(1, line));
          }}
        >
          {line > 0 && <span className="line">{compare('line', { line })}</span>}
          <span>{message}</span>
        </button>
      ))}
    </div>
  );
}

interface ComparePaneProps {
  /** Without Monaco: the text that `kubectl diff` prints. */
  readonly plain: boolean;
}

/** In place of the editor: what Apply would change, as the server says. */
export function ComparePane({ plain }: ComparePaneProps) {
  const results = useCompare((state) => state.results);
  if (results === null) return <p className="hint">{compare('asking')}</p>;
  const join = (of: (result: DiffResult) => string) => results.map(of).filter(Boolean).join('---\n');
  const said = summary(results);
  const text = <DiffView text={join(({ unified }) => unified)} />;
  return (
    <div className="compare">
      <div className="compare-head">
        <span>{said === '' ? `${compare('live')} → ${compare('merged')}` : said}</span>
        <span className="sp" />
        <Button small onClick={closeCompare}>
          {compare('close')}
        </Button>
      </div>
      <Errors results={results} />
      <div className="compare-body">
        {plain ? (
          text
        ) : (
          <Boundary fallback={() => text}>
            <Suspense fallback={text}>
              <DiffEditor
                live={join(({ live, errors }) => (errors.length > 0 ? '' : live))}
                merged={join(({ merged }) => merged)}
                label={compare('title')}
              />
            </Suspense>
          </Boundary>
        )}
      </div>
    </div>
  );
}
