import { scaleLinear } from 'd3';
import { traffic } from '../../language/en/traffic.ts';
import { headY, type Layout } from './figure-layout.ts';

/** The heads of the figure's columns, and the axis of the times. */
export function FlowHeads({ layout, times }: { readonly layout: Layout; readonly times: number }) {
  const { columns, width, rowsEnd } = layout;
  const x = scaleLinear([0, times], columns.times);
  const heads: readonly (readonly [string, number, 'start' | 'end'])[] = [
    [traffic('clients'), columns.client, 'start'],
    ...(columns.via === null ? [] : [[traffic('viaHead'), columns.via, 'start'] as const]),
    [traffic('services'), columns.service, 'start'],
    [traffic('ruleHead'), columns.row - 10, 'end'],
    [traffic('pods'), columns.row, 'start'],
    [traffic('nodeHead'), columns.node, 'start'],
    [traffic('perSecond'), columns.rate, 'start'],
    [columns.times[1] - columns.times[0] < 90 ? 'p50–p99' : traffic('latencyHead'), columns.times[0], 'start'],
    [traffic('failedHead'), columns.failed, 'end'],
  ];
  return (
    <g>
      {heads.map(([name, at, anchor]) => (
        <text key={name} className="h" x={at} y={headY} textAnchor={anchor}>
          {name}
        </text>
      ))}
      <path className="col" d={`M20 ${headY + 10}H${width - 20}`} />
      {x.ticks(columns.times[1] - columns.times[0] < 110 ? 2 : 4).map((tick) => (
        <g key={tick}>
          <path className="gl2" d={`M${x(tick)} ${headY + 20}V${rowsEnd}`} />
          <text className="al" x={x(tick)} y={rowsEnd + 13} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
    </g>
  );
}
