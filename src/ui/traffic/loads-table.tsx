import { traffic } from '../../language/en/traffic.ts';
import type { LoadRow } from '../../protocol/traffic.ts';
import { TableHead } from '../../widgets/table-head.tsx';
import { rateText } from './flow-figure.tsx';

const ms = (value: number | null) => (value === null ? '–' : value.toFixed(1));

/** The numbers of the figure as a table: to read on a phone, and for those who do not see the figure. */
export function Loads({ loads, visible }: { readonly loads: readonly LoadRow[]; readonly visible: boolean }) {
  return (
    <table className={visible ? 't-loads' : 't-loads hidden-text'}>
      <caption>{traffic('loads')}</caption>
      <TableHead heads={[traffic('loadHead'), traffic('perSecond'), 'p50', 'p99', traffic('failedHead')]} />
      <tbody>
        {loads.map((row) => {
          const failed = row.error + row.refused + row.reset + row.timedOut + row.failed;
          return (
            <tr key={`${row.kind} ${row.key}`}>
              <th scope="row">{`${row.kind} ${row.key}`}</th>
              <td>{rateText(row.perSecond)}</td>
              <td>{ms(row.p50Ms)}</td>
              <td>{ms(row.p99Ms)}</td>
              <td className={failed > 0 ? 'alarm' : ''}>{failed > 0 ? `✕ ${failed}` : '0'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
