import './fidelity.css';
import { useMemo, useState } from 'react';
import { fidelityTable } from '../../api/fidelity-notes.ts';
import type { Fidelity } from '../../api/kind.ts';
import { declared } from '../../language/declared.ts';
import { fidelity } from '../../language/en/fidelity.ts';
import { Dialog } from '../../widgets/dialog.tsx';

type Level = Fidelity['level'];

interface Row extends Fidelity {
  readonly kind: string;
}

const rows: readonly Row[] = Object.entries(fidelityTable).flatMap(([kind, rowsOfKind]) =>
  rowsOfKind.map((row) => ({ kind, ...row })),
);
const filters = ['all', 'modelled', 'simplified', 'ignored'] as const;

/** The rows that have every word somewhere, of one level or of all. */
function rowsWith(text: string, level: Level | 'all'): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const said = `${row.kind} ${declared(row.what)} ${declared(row.note ?? '')}`.toLowerCase();
    return (level === 'all' || row.level === level) && words.every((word) => said.includes(word));
  });
}

function Table({ found }: { readonly found: readonly Row[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{fidelity('kind')}</th>
          <th scope="col">{fidelity('what')}</th>
          <th scope="col">{fidelity('level')}</th>
          <th scope="col">{fidelity('note')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ kind, what, level, note }) => (
          <tr key={`${kind} ${what}`}>
            <th scope="row">{kind}</th>
            <td>{declared(what)}</td>
            <td className={`level ${level}`}>{fidelity(`level.${level}`)}</td>
            <td className="muted">{declared(note ?? '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is modelled, field by field, from the kinds' own declarations. */
export default function FidelityDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [level, setLevel] = useState<Level | 'all'>('all');
  const found = useMemo(() => rowsWith(text, level), [text, level]);
  return (
    <Dialog title={fidelity('title')} onClose={onClose}>
      <div className="fidelity" data-testid="fidelity">
        <p className="say">{fidelity('about')}</p>
        <div className="fidelity-bar">
          <input
            type="search"
            aria-label={fidelity('search')}
            placeholder={fidelity('search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {filters.map((each) => (
            <button
              type="button"
              key={each}
              className={each === level ? 'btn sm on' : 'btn sm'}
              aria-pressed={each === level}
              onClick={() => setLevel(each)}
            >
              {fidelity(`show.${each}`)}
            </button>
          ))}
          <span className="muted" role="status">
            {fidelity('found', { n: found.length })}
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className="fidelity-rows" aria-label={fidelity('title')} tabIndex={0}>
          <Table found={found} />
        </section>
      </div>
    </Dialog>
  );
}
