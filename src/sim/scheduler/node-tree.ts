import type { NodeInfo } from './node-info.ts';

/** The nodes by zone, listed with zones taking turns. Models pkg/scheduler/backend/cache/node_tree.go. */
export interface NodeTree {
  add(node: NodeInfo): void;
  /** @param zone the zone under which it was added */
  remove(node: NodeInfo, zone: string): void;
  /** One node of each zone in turn until all are listed. The same array until nodes come, go or move. */
  list(): readonly NodeInfo[];
}

/** Makes an empty tree. */
export function createNodeTree(): NodeTree {
  const zones = new Map<string, NodeInfo[]>();
  let listed: NodeInfo[] | undefined = [];

  return {
    add(node) {
      const zone = zoneOf(node);
      const members = zones.get(zone);
      if (members) members.push(node);
      else zones.set(zone, [node]);
      listed = undefined;
    },
    remove(node, zone) {
      const members = zones.get(zone);
      const at = members?.indexOf(node) ?? -1;
      if (members === undefined || at < 0) return;
      members.splice(at, 1);
      if (members.length === 0) zones.delete(zone);
      listed = undefined;
    },
    list() {
      listed ??= interleave([...zones.values()]);
      return listed;
    },
  };
}

/** Region and zone of a node as one text. Models component-helpers/node/topology.GetZoneKey. */
export function zoneOf(node: NodeInfo): string {
  const { labels } = node;
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region || zone ? `${region}:${zone}` : '';
}

function interleave(zones: readonly (readonly NodeInfo[])[]): NodeInfo[] {
  const nodes: NodeInfo[] = [];
  const longest = zones.reduce((most, zone) => Math.max(most, zone.length), 0);
  for (let i = 0; i < longest; i++) {
    for (const zone of zones) {
      const node = zone[i];
      if (node) nodes.push(node);
    }
  }
  return nodes;
}
