import { map } from '../../language/en/map.ts';
import { stateNames } from '../../widgets/pod-glyph.tsx';
import { mirror } from '../store/cluster-store.ts';
import type { Cell, MapModel } from './model.ts';

/** What a cell is, in one line. */
export function cellText(cell: Cell): string {
  if (cell.kind === 'Pod') {
    const pod = mirror.pods.get(cell.id);
    return [
      cell.name,
      cell.namespace,
      pod === undefined ? '' : stateNames[pod.state],
      pod?.node === '' ? map('noNode') : (pod?.node ?? ''),
    ]
      .filter((part) => part !== '')
      .join(', ');
  }
  const node = mirror.nodes.get(cell.name);
  if (node === undefined) return cell.name;
  const parts = [
    node.name,
    node.zone === '' ? '' : map('zone', { zone: node.zone }),
    node.ready === 'True' ? '' : 'NotReady',
    node.unschedulable ? map('cordoned') : '',
    map('cpuRequested', {
      percent: Math.round((100 * node.cpuRequestedMilli) / Math.max(1, node.cpuMilli)),
    }),
    map('podCount', { count: node.podCount }),
    cell.state === '' ? '' : map('podIs', { state: stateNames[cell.state] }),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The place of a cell among all, from 1. */
export function positionOf(model: MapModel, group: number, index: number): number {
  let before = 0;
  for (let at = 0; at < group; at++) before += model.groups[at]!.cells.length;
  return before + index + 1;
}
