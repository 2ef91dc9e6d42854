import type { CSSProperties } from 'react';
import { scheduler } from '../../language/en/scheduler.ts';
import type { DecisionRow } from '../../protocol/decisions.ts';
import type { PodRow } from '../../protocol/view.ts';
import { fitText } from '../../widgets/fit-text.ts';
import { capacityOf } from '../scene/layout.ts';
import { naturalMeasure } from '../scene/scene-model.ts';
import { mirror } from '../store/cluster-store.ts';
import { AsksFor } from './asks-for.tsx';
import { type FilterRow, type Matrix, type ScoreRow, splitFilters } from './matrix-model.ts';
import { shortReason } from './reason-text.ts';
import { tryNode, tryWeight, useScheduler } from './scheduler-store.ts';
import { SectionRow } from './section-row.tsx';
import { SmallVessel } from './small-vessel.tsx';

export interface MatrixProps {
  readonly decision: DecisionRow;
  readonly matrix: Matrix;
  readonly pod: PodRow | undefined;
  /** The column that is marked: the chosen node, or the winner in thought; '' while it is hidden. */
  readonly marked: string;
  readonly tried: string;
  readonly canAct: boolean;
  /** Asks for a guess instead of telling: columns are buttons, and all that the plugins said is hidden. */
  readonly onGuess: ((node: string) => void) | null;
  readonly columnWidth: number;
  readonly isPlacedLater: (pod: PodRow) => boolean;
}

function Verdict({
  cell,
  reasons,
}: {
  readonly cell: FilterRow['cells'][number];
  readonly reasons: readonly string[];
}) {
  if (cell === 'unasked') return <span className="unasked" role="img" aria-label={scheduler('notAsked')} />;
  const title = reasons.join(', ');
  const passed = cell === 'pass';
  return (
    <span className={passed ? 'verdict' : 'verdict no'} title={passed ? scheduler('passes') : title}>
      <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={scheduler(passed ? 'passes' : 'refuses')}>
        <path d={passed ? 'M1.5 6l3 3.4 6-7' : 'M2 2l8 8M10 2l-8 8'} />
      </svg>
      {!passed && <span className="why">{reasons.map(shortReason).join(', ')}</span>}
    </span>
  );
}

function Filters({ matrix, marked }: MatrixProps) {
  const { shown, together } = splitFilters(matrix.filters);
  const line = (name: string, row: FilterRow, quiet: boolean, title?: string) => (
    <tr key={name}>
      <th scope="row" className={quiet ? 'quiet' : ''} title={title}>
        {name}
      </th>
      {row.cells.map((cell, index) => {
        const verdict = matrix.nodes[index]!;
        return (
          <td key={verdict.node} className={verdict.node === marked ? 'marked' : ''}>
            <Verdict cell={cell} reasons={cell === 'refused' ? verdict.reasons : []} />
          </td>
        );
      })}
      <td />
    </tr>
  );
  const last = together.at(-1);
  return (
    <tbody>
      <SectionRow matrix={matrix} marked={marked} name={scheduler('filter')} question={scheduler('filterAsks')} />
      {shown.map((row) => line(row.plugin, row, false))}
      {last !== undefined &&
        line(
          scheduler('morePlugins', { count: together.length }),
          last,
          true,
          together.map(({ plugin }) => plugin).join(', '),
        )}
    </tbody>
  );
}

function Weight({ row, canAct }: { readonly row: ScoreRow; readonly canAct: boolean }) {
  const weight = useScheduler((state) => state.weights[row.plugin]) ?? row.weight;
  const changed = weight !== row.profileWeight;
  if (!canAct) return <span className="weight">{`×${weight}`}</span>;
  const step = (by: number) => tryWeight(row.plugin, Math.min(100, Math.max(0, weight + by)));
  return (
    <span className={changed ? 'weight tried' : 'weight'}>
      <button type="button" aria-label={scheduler('weighedLess', { plugin: row.plugin })} onClick={() => step(-1)}>
        −
      </button>
      <output aria-label={scheduler('weightOf', { plugin: row.plugin })}>{`×${weight}`}</output>
      <button type="button" aria-label={scheduler('weighedMore', { plugin: row.plugin })} onClick={() => step(1)}>
        +
      </button>
    </span>
  );
}

function ScoreLine({ row, most, ...props }: MatrixProps & { readonly row: ScoreRow; readonly most: number }) {
  const { matrix, marked, canAct, columnWidth } = props;
  const same = row.difference === 0;
  const highest = Math.max(...row.cells.map((cell) => cell ?? 0));
  return (
    <tr className={same ? 'same' : ''}>
      <th scope="row" title={same ? scheduler('sameForAll', { plugin: row.plugin }) : row.plugin}>
        <span className="plugin">{row.plugin.replace(/^NodeResources(?=Balanced)/, '')}</span>
        <Weight row={row} canAct={canAct} />
      </th>
      {row.cells.map((cell, index) => {
        const { node } = matrix.nodes[index]!;
        const width = cell === undefined ? 0 : Math.max(1, (cell / most) * (columnWidth - 58));
        const raw = row.raw[index];
        return (
          <td key={node} className={node === marked ? 'marked' : ''}>
            {cell !== undefined && (
              <span
                className="score"
                title={
                  raw === undefined
                    ? undefined
                    : scheduler('rawScore', { raw, score: cell / Math.max(1, row.weight), weight: row.weight })
                }
              >
                {cell > 0 && (
                  <i className={same ? 'bar same' : cell === highest ? 'bar most' : 'bar'} style={{ width }} />
                )}
                {cell}
              </span>
            )}
          </td>
        );
      })}
      <td className="end">{same ? scheduler('noDifference') : row.difference}</td>
    </tr>
  );
}

function Scores(props: MatrixProps) {
  const { matrix, marked, onGuess } = props;
  if (matrix.scores.length === 0 || onGuess !== null) return null;
  const most = Math.max(100, ...matrix.scores.flatMap((row) => row.cells.map((cell) => cell ?? 0)));
  return (
    <tbody>
      <SectionRow
        matrix={matrix}
        marked={marked}
        name={scheduler('score')}
        question={scheduler('scoreAsks')}
        end={scheduler('differenceHead')}
      />
      {matrix.scores.map((row) => (
        <ScoreLine key={row.plugin} {...props} row={row} most={most} />
      ))}
    </tbody>
  );
}

function Totals({ matrix, marked, onGuess }: MatrixProps) {
  if (onGuess !== null) return null;
  return (
    <tfoot>
      <tr className="totals">
        <th scope="row">{matrix.scores.length > 0 ? scheduler('total') : scheduler('verdict')}</th>
        {matrix.nodes.map(({ node, plugin }, index) => {
          const total = matrix.totals[index];
          const text =
            plugin !== '' ? scheduler('filteredOut') : total === undefined ? scheduler('fits') : String(total);
          const isNumber = plugin === '' && total !== undefined;
          return (
            <td key={node} className={node === marked ? 'marked last' : ''}>
              <span className={isNumber ? 'total' : 'out'}>{text}</span>
              {node === marked && <span className="corners low" />}
            </td>
          );
        })}
        <td />
      </tr>
    </tfoot>
  );
}

function MoreNodes({ count }: { readonly count: number }) {
  return count > 0 && <span className="cap">{scheduler('moreNodes', { count })}</span>;
}

function Heads(props: MatrixProps) {
  const { matrix, decision, pod, marked, tried, onGuess, columnWidth, canAct, isPlacedLater } = props;
  const measure = naturalMeasure(mirror) === 'cpu' || (pod?.cpuMilli ?? 0) > 0 ? 'cpu' : 'pods';
  const rows = matrix.nodes.map(({ node }) => mirror.nodes.get(node));
  const podsOf = (node: string) =>
    mirror.podsOn(node).filter((other) => other.uid !== pod?.uid && !isPlacedLater(other));
  const largest =
    measure === 'pods'
      ? Math.max(6, ...matrix.nodes.map(({ node }) => podsOf(node).length + 2))
      : Math.max(0.1, ...rows.map((row) => (row === undefined ? 0 : capacityOf(row, measure))));
  return (
    <thead>
      <tr>
        <th scope="col" className="asks">
          <AsksFor pod={pod} canAct={canAct} />
        </th>
        {matrix.nodes.map(({ node, plugin }, index) => {
          const row = rows[index];
          const look = [
            node === marked ? 'marked first' : '',
            plugin === '' || onGuess !== null ? '' : 'refused',
            node === tried ? 'tried' : '',
          ];
          return (
            <th
              key={node}
              scope="col"
              className={look.join(' ').trim()}
              data-node-column={node}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                if (canAct) tryNode(node);
              }}
            >
              {node === marked && <span className="corners high" />}
              {onGuess === null ? (
                <span className="node-name" title={node}>
                  {fitText(node, columnWidth - 20, 13, 600)}
                </span>
              ) : (
                <button type="button" className="btn sm guess" onClick={() => onGuess(node)}>
                  {fitText(node, columnWidth - 36, 12, 500)}
                </button>
              )}
              {row === undefined ? (
                <span className="cap">{scheduler('goneSince')}</span>
              ) : (
                <SmallVessel
                  node={row}
                  pods={podsOf(node)}
                  pod={pod}
                  measure={measure}
                  largest={largest}
                  width={columnWidth - 16}
                  fits={plugin === '' || onGuess !== null}
                />
              )}
            </th>
          );
        })}
        <th scope="col" className="end">
          <span className="sr">{scheduler('difference')}</span>
          <MoreNodes count={matrix.hidden + Math.max(0, decision.nodeCount - decision.nodes.length)} />
        </th>
      </tr>
    </thead>
  );
}

/** Nodes as columns, plugins as rows: what the scheduler asked, and what it was told. */
export function MatrixTable(props: MatrixProps) {
  const style = { '--column': `${props.columnWidth}px` } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className="matrix-scroll" aria-label={scheduler('matrix')} tabIndex={0}>
      <table className="matrix" style={style}>
        <caption className="sr">{scheduler('matrixSays')}</caption>
        <colgroup>
          <col className="col-plugin" />
          {props.matrix.nodes.map(({ node }) => (
            <col key={node} className="col-node" />
          ))}
          <col className="col-end" />
        </colgroup>
        <Heads {...props} />
        {props.onGuess === null && <Filters {...props} />}
        <Scores {...props} />
        <Totals {...props} />
      </table>
    </section>
  );
}
