import { beside } from '../../language/en/beside.ts';
import { numberText } from '../../language/numbers.ts';
import type { OutcomeRow } from '../../protocol/outcome.ts';
import { shortTime } from '../store/format-time.ts';
import { select } from '../store/view-store.ts';
import { type Fact, type FactId, factsOf, objectDifferences } from './differences.ts';
import { useOutcomes } from './outcomes.ts';

/** How many objects that differ are named. */
const MOST_NAMED = 8;
/** What is worth a sentence, the weightiest first. */
const TOLD = [
  'lost',
  'none',
  'outage',
  'evicted',
  'restarts',
  'pending',
  'finished',
  'nodesUsed',
  'p95',
  'cpu',
] as const;
const MOST_TOLD = 3;

const units: Readonly<Record<FactId, 's' | 'ms' | 'core' | ''>> = {
  sent: '',
  lost: '',
  p95: 'ms',
  outage: 's',
  none: 's',
  fewer: 's',
  evicted: '',
  restarts: '',
  pending: '',
  nodesUsed: '',
  cpu: 'core',
  finished: 's',
};

function valueText(id: FactId, value: number | null): string {
  if (value === null) return id === 'finished' ? beside('notYet') : '–';
  if (id === 'finished') return shortTime(value * 1000);
  const text = numberText(value, 1);
  const unit = units[id];
  return unit === '' ? text : unit === 'core' ? beside('coreSeconds', { text }) : `${text} ${unit}`;
}

type Told = (typeof TOLD)[number];

/** One difference as a sentence: who has more of it, and how much. */
function sentence({ id, here, there }: Fact & { readonly id: Told }, [a, b]: readonly [string, string]): string {
  if (id === 'finished' && (here === null || there === null))
    return beside('unfinished', { name: here === null ? a : b });
  const [one, other] = [here ?? 0, there ?? 0];
  const [more, less] = one > other ? [a, b] : [b, a];
  return beside(`say.${id}`, { more, less, by: valueText(id === 'finished' ? 'none' : id, Math.abs(one - other)) });
}

function Sentences({ facts, names }: { readonly facts: readonly Fact[]; readonly names: readonly [string, string] }) {
  const told = TOLD.flatMap((id) =>
    facts.filter((fact) => fact.id === id && fact.differs).map((fact) => ({ ...fact, id })),
  );
  return (
    <div className="beside-say" role="status">
      {told.length === 0 && <p>{beside('same')}</p>}
      {told.slice(0, MOST_TOLD).map((fact) => (
        <p key={fact.id}>{sentence(fact, names)}</p>
      ))}
    </div>
  );
}

function Numbers({ facts, names }: { readonly facts: readonly Fact[]; readonly names: readonly [string, string] }) {
  return (
    <div className="beside-facts">
      <table aria-label={beside('numbers')}>
        <thead>
          <tr>
            <td />
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ id, here, there, differs }) => (
            <tr key={id} className={differs ? 'differs' : ''} data-fact={id}>
              <th scope="row">{beside(`fact.${id}`)}</th>
              <td>{valueText(id, here)}</td>
              <td>{valueText(id, there)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Objects({ here, there }: { readonly here: OutcomeRow; readonly there: OutcomeRow }) {
  if (here.objects === null || there.objects === null) return <p className="beside-objects">{beside('tooMany')}</p>;
  const found = objectDifferences(here.objects, there.objects);
  return (
    <div className="beside-objects">
      <h3>{beside('objects', { count: found.length })}</h3>
      <ul>
        {found.slice(0, MOST_NAMED).map(({ kind, namespace, name, how }) => (
          <li key={`${kind}/${namespace}/${name}`}>
            <button type="button" onClick={() => select({ kind, namespace, name })}>
              {kind} <b>{name}</b>
            </button>
            <span>{beside(`how.${how}`)}</span>
          </li>
        ))}
      </ul>
      {found.length > MOST_NAMED && <p className="muted">{beside('more', { count: found.length - MOST_NAMED })}</p>}
    </div>
  );
}

/** What the two runs have come to, in words, in numbers, and in objects. */
export function OutcomePanel({ names }: { readonly names: readonly [string, string] }) {
  const here = useOutcomes((state) => state.here);
  const there = useOutcomes((state) => state.there);
  if (here === null || there === null)
    return (
      <section className="beside-out" aria-label={beside('difference')}>
        <p className="muted">{beside('comparing')}</p>
      </section>
    );
  const facts = factsOf(here, there);
  return (
    <section className="beside-out" aria-label={beside('difference')} data-testid="beside-outcome">
      <Sentences facts={facts} names={names} />
      <Numbers facts={facts} names={names} />
      <Objects here={here} there={there} />
    </section>
  );
}
