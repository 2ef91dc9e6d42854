import { useMemo } from 'react';
import { map } from '../../language/en/map.ts';
import { numberText } from '../../language/numbers.ts';
import type { PodState } from '../../protocol/view.ts';
import { PodGlyph, stateNames, wrongStates } from '../../widgets/pod-glyph.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import type { MapModel } from './model.ts';
import { rampStep } from './paint.ts';

const bins = 20;

/** Nodes by how full they are: the colour key, and what it is about. */
function Histogram({ model, title }: { readonly model: MapModel; readonly title: string }) {
  const counts = new Array<number>(bins).fill(0);
  for (const { cells } of model.groups)
    for (const { value, dead } of cells) if (!dead) counts[Math.min(bins - 1, Math.floor(value * bins))]!++;
  const most = Math.max(1, ...counts);
  return (
    <section className="m-part">
      <h3>
        {title} <span>{map('colourKey')}</span>
      </h3>
      <svg
        viewBox="0 0 200 84"
        role="img"
        aria-label={map('chartSays', {
          title,
          bins: counts
            .flatMap((count, bin) => (count > 0 ? [map('binSays', { count, from: bin * 5, to: bin * 5 + 5 })] : []))
            .join(', '),
        })}
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 0 : Math.max(1, (count / most) * 60);
          const share = (index + 0.5) / bins;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              key={index}
              x={index * 10}
              y={64 - height}
              width={9}
              height={height}
              fill={`var(--h${rampStep(share)})`}
            />
          );
        })}
        <path d="M0 64.5H200" stroke="var(--line-2)" />
        {[0, 25, 50, 75, 100].map((share) => (
          <text key={share} x={share * 2} y={78} textAnchor={share === 0 ? 'start' : share === 100 ? 'end' : 'middle'}>
            {`${share} %`}
          </text>
        ))}
      </svg>
    </section>
  );
}

/** Clauses of FailedScheduling: `4 Insufficient cpu`, `1 node(s) had untolerated taint {…}`. */
function reasonsIn(message: string): readonly string[] {
  const clauses = /nodes are available: (.*?)(?:\. preemption:|\.$|$)/.exec(message)?.[1] ?? '';
  return clauses
    .split(/, (?=\d+ )/)
    .map((clause) =>
      clause
        .replace(/^\d+ (?:node\(s\) )?/, '')
        .replace(/\{.*\}/, '')
        .trim(),
    )
    .filter((clause) => clause !== '');
}

interface Tally {
  readonly states: readonly (readonly [PodState, number])[];
  readonly waiting: number;
  readonly reasons: readonly (readonly [string, number])[];
}

function tallyPods(): Tally {
  const { states, reasons } = mirror.counts;
  const clauses = new Map<string, number>();
  for (const [reason, count] of reasons)
    for (const clause of reasonsIn(reason)) clauses.set(clause, (clauses.get(clause) ?? 0) + count);
  const descending = <T,>(counts: ReadonlyMap<T, number>) => [...counts].sort((a, b) => b[1] - a[1]);
  return { states: descending(states), waiting: states.get('pending') ?? 0, reasons: descending(clauses).slice(0, 6) };
}

function Bars({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly count: number; readonly state?: PodState }[];
}) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section className="m-part">
      <h3>{title}</h3>
      <table className="m-bars">
        <tbody>
          {rows.map(({ name, count, state }) => (
            <tr key={name}>
              <td>{state !== undefined && <PodGlyph state={state} />}</td>
              <th scope="row">{name}</th>
              <td className="n">{numberText(count)}</td>
              <td>
                <i
                  className={state !== undefined && wrongStates.has(state) ? 'wrong' : ''}
                  style={{ width: Math.max(1, (count / most) * 88) }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the map comes to in numbers. */
export function Figures({ model, title }: { readonly model: MapModel; readonly title: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mirror changes in place; a new model says so
  const tally = useMemo(tallyPods, [model]);
  useCluster((state) => state.epoch);
  return (
    <div className="m-figures">
      {model.kind === 'Node' && <Histogram model={model} title={title} />}
      <Bars
        title={map('podsByState')}
        rows={tally.states.map(([state, count]) => ({ name: stateNames[state], count, state }))}
      />
      {tally.reasons.length > 0 && (
        <Bars
          title={map('whyWait', { count: tally.waiting })}
          rows={tally.reasons.map(([name, count]) => ({ name, count }))}
        />
      )}
    </div>
  );
}
