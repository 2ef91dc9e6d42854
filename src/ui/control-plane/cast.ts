import type { JourneyRow, QueueRow } from '../../protocol/control-plane.ts';

/** Controllers that are shown when others have nothing to do. */
const usual = ['deployment-controller', 'replicaset-controller', 'endpointslice-controller', 'node-controller'];
const mostNodes = 6;

/** Who takes part in the figure. */
export interface Cast {
  readonly controllers: readonly string[];
  readonly nodes: readonly string[];
  readonly others: readonly string[];
}

/** Counts per name, most first, in order of first sight otherwise. */
function byFrequency(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** Chooses the controllers, nodes and others that the figure shows: who took part, then the usual ones. */
export function castOf(
  rows: readonly JourneyRow[],
  queues: readonly QueueRow[],
  nodeNames: readonly string[],
  mostControllers: number,
): Cast {
  const known = new Set(queues.map(({ account }) => account));
  const isNode = new Set(nodeNames);
  const acting = byFrequency(rows.filter(({ kind }) => kind === 'request' || kind === 'watch').map(({ who }) => who));
  const isController = (who: string) => (known.size === 0 ? who.endsWith('-controller') : known.has(who));
  const busy = acting.filter(isController).slice(0, mostControllers);
  const controllers = [...busy, ...usual]
    .filter((name, index, all) => all.indexOf(name) === index && (known.size === 0 || known.has(name)))
    .slice(0, Math.max(usual.length, busy.length));
  const nodes = [...acting.filter((who) => isNode.has(who)), ...nodeNames].filter(
    (name, index, all) => all.indexOf(name) === index,
  );
  const place = new Map(nodeNames.map((name, index) => [name, index]));
  return {
    controllers: controllers.sort(),
    nodes: nodes.slice(0, mostNodes).sort((a, b) => place.get(a)! - place.get(b)!),
    others: acting.filter((who) => !isController(who) && !isNode.has(who) && !isUsual(who)),
  };
}

function isUsual(who: string): boolean {
  return (
    who === 'kubectl' ||
    who === 'operator' ||
    who.startsWith('kube-') ||
    who === 'cloud-controller-manager' ||
    who.startsWith('control-plane')
  );
}
