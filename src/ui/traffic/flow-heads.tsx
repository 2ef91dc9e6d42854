import { scaleLinear } from 'd3';
import { traffic } from '../../language/en/traffic.ts';
import { headY, type Layout } from './figure-layout.ts';

/** The heads of the figure's columns, and the axis of the times. */
export function FlowHeads({ layout, times }: { readonly layout: Layout; readonly times: number }) {
  const { columns, width, rowsEnd } = layout;
  const x = scaleLinear([0, times], columns.times);
  const length = columns.times[1] - columns.times[0];
  const ticks = x.ticks(length < 110 ? 2 : 4);
  // Where the axis is short, its numbers would touch.
  const named = ticks.filter((_, index) => length >= 24 * ticks.length || index === 0 || index === ticks.length - 1);
  const heads: readonly (readonly [string, number, 'start' | 'end'])[] = [
    [traffic('clients'), columns.client, 'start'],
    ...(columns.via === null ? [] : [[traffic('viaHead'), columns.via, 'start'] as const]),
    [traffic('services'), columns.service, 'start'],
    [traffic('ruleHead'), columns.row - 10, 'end'],
    [traffic('pods'), columns.row, 'start'],
    [traffic('nodeHead'), columns.node, 'start'],
    [traffic('perSecond'), columns.rate, 'start'],
    [length < 90 ? 'p50–p99' : traffic('latencyHead'), columns.times[0], 'start'],
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
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="gl2" d={`M${x(tick)} ${headY + 20}V${rowsEnd}`} />
          <text className="al" x={x(tick)} y={rowsEnd + 13} textAnchor="middle">
            {named.includes(tick) && tick}
          </text>
        </g>
      ))}
    </g>
  );
}
