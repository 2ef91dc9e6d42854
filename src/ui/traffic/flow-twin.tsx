import { traffic } from '../../language/en/traffic.ts';
import { listText } from '../../language/lists.ts';
import { numberText } from '../../language/numbers.ts';
import type { PodRow } from '../../protocol/view.ts';
import { FigureTwin, type TwinItem } from '../../widgets/figure-twin.tsx';
import { stateNames } from '../../widgets/pod-glyph.tsx';
import { select, useView } from '../store/view-store.ts';
import type { Box, Layout } from './figure-layout.ts';
import type { Figure, Row, Station, StationLoss } from './figure-model.ts';
import { rateText } from './flow-figure.tsx';

interface FlowTwinProps {
  readonly figure: Figure;
  readonly layout: Layout;
  readonly openPod: (pod: PodRow) => void;
}

const placeOf = ({ x, y, w, h }: Box) => ({ x, y: y - h / 2, w, h });
const nameOf = ({ title, suffix }: Row) => `${title} ${suffix}`.trim();

/** What is lost at a place, with its causes. */
const lostText = (lostPerSecond: number, losses: readonly StationLoss[]): readonly string[] =>
  lostPerSecond === 0 && losses.length === 0
    ? []
    : [traffic('twinLost', { rate: rateText(lostPerSecond) }), ...losses.map(({ text }) => text)];

function stationText(station: Station, { edges, rows, stations }: Figure): string {
  const { id, title, note, perSecond, lostPerSecond, losses, differs } = station;
  const to = edges
    .filter(({ from }) => from === id)
    .flatMap(
      (edge) => stations.find((each) => each.id === edge.to)?.title ?? rows.find((row) => row.id === edge.to) ?? [],
    )
    .map((end) => (typeof end === 'string' ? end : nameOf(end)));
  return [
    ...[title, note, traffic('rateNow', { rate: rateText(perSecond) })],
    ...lostText(lostPerSecond, losses),
    differs,
    to.length === 0 ? '' : traffic('twinTo', { names: listText(to) }),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function rowText(row: Row): string {
  const { pod, node, perSecond, lostPerSecond, losses, p50Ms, p99Ms, chance } = row;
  return [
    ...[nameOf(row), pod === undefined ? '' : stateNames[pod.state], node],
    traffic('rateNow', { rate: rateText(perSecond) }),
    chance === '' ? '' : traffic('twinRule', { rule: chance }),
    p50Ms === null || p99Ms === null
      ? ''
      : traffic('twinTimes', { p50: numberText(p50Ms, 1), p99: numberText(p99Ms, 1) }),
    ...lostText(lostPerSecond, losses),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const serviceOf = (id: string) => {
  const [kind, key = ''] = id.split(' ');
  const at = key.indexOf('/');
  return kind === 'service' ? { kind: 'Service', namespace: key.slice(0, at), name: key.slice(at + 1) } : undefined;
};

/** The figure for the keyboard and for screen readers: clients, ways in and Services, each with the Pods behind it. */
export function FlowTwin({ figure, layout, openPod }: FlowTwinProps) {
  const selection = useView((state) => state.selection);
  const isIt = (kind: string, namespace: string, name: string) =>
    selection?.kind === kind && selection.namespace === namespace && selection.name === name;
  const rowItem = (row: Row): TwinItem => ({
    ...{ id: row.id, level: 2, label: rowText(row), place: placeOf(layout.boxes.get(row.id)!) },
    isSelected: row.pod !== undefined && isIt('Pod', row.pod.namespace, row.pod.name),
    ...(row.pod === undefined ? {} : { open: () => openPod(row.pod!) }),
  });
  const items = figure.stations.flatMap((station): TwinItem[] => {
    const service = serviceOf(station.id);
    return [
      {
        ...{ id: station.id, level: 1, label: stationText(station, figure) },
        place: placeOf(layout.boxes.get(station.id)!),
        isSelected: service !== undefined && isIt(service.kind, service.namespace, service.name),
        ...(service === undefined ? {} : { open: () => select(service) }),
      },
      ...figure.rows.filter((row) => row.service === station.id).map(rowItem),
    ];
  });
  return <FigureTwin label={traffic('title')} items={items} />;
}
