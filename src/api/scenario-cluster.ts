import { parseDuration } from '../base/duration.ts';
import { type RawKubeletSettings, toKubeletSettings } from './kubelet-settings.ts';
import type { AutoscalerSpec, CloudSpec, ClusterSpec, Expander, NodeGroupSpec, NodeSpec } from './scenario.ts';

interface RawNode {
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly taints?: string[];
  readonly cpu?: string | number;
  readonly memory?: string | number;
  readonly pods?: number;
  readonly extended?: Record<string, number>;
  readonly disk?: string | number;
  readonly staticPods?: string;
}

interface RawGroup extends RawNode {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly size?: number;
  readonly machineType?: string;
  readonly zone?: string;
  readonly boot?: string | number;
  readonly price?: number;
}

interface RawAutoscaler {
  /** Names with commas between them. */
  readonly expander?: string;
  readonly scanInterval?: string | number;
  readonly scaleDownUnneededTime?: string | number;
  readonly scaleDownDelayAfterAdd?: string | number;
  readonly scaleDownUtilizationThreshold?: number;
}

/** The cluster as a scenario file writes it. */
export interface RawCluster {
  readonly nodes?: number | RawNode[];
  readonly nodeDefaults?: RawNode;
  readonly zones?: string[];
  readonly controlPlane?: { readonly members?: number; readonly asNodes?: boolean };
  readonly clientRateLimits?: boolean;
  readonly cloud?: { readonly region?: string; readonly machineType?: string };
  readonly nodeGroups?: RawGroup[];
  readonly autoscaler?: RawAutoscaler;
  readonly kubelet?: RawKubeletSettings;
}

/** The nodes of a file without a cluster section: three workers of 4 CPU, 8Gi, 110 Pods. */
const DEFAULT_NODE_COUNT = 3;
const DEFAULT_CLOUD: CloudSpec = { region: 'eu-1', machineType: 'standard' };
/** From asking the cloud for a machine until its kubelet begins. A guess after managed clusters. */
const BOOT_MS = 40_000;

/** The cluster that a file describes. */
export function toCluster(raw: RawCluster): ClusterSpec {
  const { nodeGroups, zones } = raw;
  const nodes = raw.nodes ?? (nodeGroups ? 0 : DEFAULT_NODE_COUNT);
  const list: RawNode[] =
    typeof nodes === 'number' ? Array.from({ length: nodes }, (_, i) => ({ name: `node-${i + 1}` })) : nodes;
  const defaults = { cpu: '4', memory: '8Gi', pods: 110, ...raw.nodeDefaults };
  const cloud = raw.cloud || nodeGroups ? { ...DEFAULT_CLOUD, ...raw.cloud } : undefined;
  const zoneOf = (i: number): string | undefined => zones?.[i % zones.length];
  return {
    nodes: list.map((node, i) => {
      const spec = toNode({ ...defaults, ...node }, zoneOf(i));
      return cloud ? { ...spec, cloud: { region: cloud.region, type: cloud.machineType, zone: zoneOf(i) } } : spec;
    }),
    members: raw.controlPlane?.members ?? 1,
    controlPlaneAsNodes: raw.controlPlane?.asNodes ?? false,
    ...(raw.clientRateLimits === undefined ? {} : { clientRateLimits: raw.clientRateLimits }),
    ...(raw.kubelet === undefined ? {} : { kubelet: toKubeletSettings(raw.kubelet) }),
    ...(cloud ? { cloud } : {}),
    ...(nodeGroups ? { nodeGroups: nodeGroups.map((group) => toGroup(group, defaults, cloud!)) } : {}),
    ...(nodeGroups ? { autoscaler: toAutoscaler(raw.autoscaler ?? {}) } : {}),
  };
}

function toNode(raw: RawNode, zone: string | undefined): NodeSpec {
  return {
    name: raw.name ?? '',
    labels: { ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }), ...raw.labels },
    taints: raw.taints ?? [],
    cpu: String(raw.cpu),
    memory: String(raw.memory),
    pods: raw.pods ?? 110,
    extended: raw.extended ?? {},
    ...(raw.disk === undefined ? {} : { disk: String(raw.disk) }),
    ...(raw.staticPods === undefined ? {} : { staticPods: raw.staticPods }),
  };
}

function toGroup(raw: RawGroup, defaults: RawNode, cloud: CloudSpec): NodeGroupSpec {
  const { name, min, max, size = min, machineType = cloud.machineType, zone, boot, price } = raw;
  const node = toNode({ ...defaults, ...raw }, zone);
  return {
    name,
    min,
    max,
    size: Math.min(max, Math.max(min, size)),
    bootMs: boot === undefined ? BOOT_MS : parseDuration(String(boot)),
    ...(price === undefined ? {} : { price }),
    node: { ...node, cloud: { region: cloud.region, type: machineType, zone } },
  };
}

function toAutoscaler(raw: RawAutoscaler): AutoscalerSpec {
  const ms = (value: string | number | undefined, fallback: number): number =>
    value === undefined ? fallback : parseDuration(String(value));
  return {
    expanders: (raw.expander ?? 'least-waste').split(',') as Expander[],
    scanIntervalMs: ms(raw.scanInterval, 10_000),
    unneededMs: ms(raw.scaleDownUnneededTime, 600_000),
    delayAfterAddMs: ms(raw.scaleDownDelayAfterAdd, 600_000),
    utilizationThreshold: raw.scaleDownUtilizationThreshold ?? 0.5,
  };
}
