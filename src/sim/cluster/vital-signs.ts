import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import type { BootProgress } from '../../protocol/boot.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import { STATUS_NAME } from '../cloud/autoscaler/status-map.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';

/** Writes that come round for ever and mean no change. */
const PERIODIC = new Set(['Lease', 'Event']);
/** Nothing has changed for this long, in virtual milliseconds: controllers have had the time to answer. */
const QUIET_MS = 3000;
/** A cluster that cannot come up as it should counts as up after this time; large ones get more, for rate limits. */
const BOOT_LIMIT_MS = 120_000;
const BOOT_LIMIT_PER_NODE_MS = 100;

/** Watches the writes of a cluster: when it is up, and whether it is at rest. */
export interface VitalSigns {
  readonly up: Future<void>;
  /** Virtual time when it was up, a whole second; Infinity before. */
  readonly upAtMs: number;
  observe(write: CommittedWrite): void;
  bootProgress(): BootProgress;
  /** Whether nothing but periodic work has been written for a while. */
  isQuiet(): boolean;
  /** Names of the nodes that are Ready now, as the API server knows. */
  readonly readyNodes: ReadonlySet<string>;
}

/** Up is when all nodes are Ready and all Pods of kube-system run and are ready. */
export function createVitalSigns(engine: Engine, nodes: number, systemPods: number): VitalSigns {
  const up = new Future<void>();
  const readyNodes = new Set<string>();
  const runningPods = new Set<string>();
  let upAtMs = Infinity;
  let lastChangeMs = 0;
  let announced = false;

  const announce = (): void => {
    if (announced) return;
    announced = true;
    const atMs = Math.ceil(engine.nowMs / 1000) * 1000;
    const settle = (): void => {
      upAtMs = engine.nowMs;
      up.resolve();
    };
    engine.at(atMs, settle, undefined);
  };
  engine.after(BOOT_LIMIT_MS + nodes * BOOT_LIMIT_PER_NODE_MS, announce, undefined);
  if (nodes === 0) engine.after(QUIET_MS, announce, undefined);

  return {
    up,
    readyNodes,
    get upAtMs() {
      return upAtMs;
    },
    bootProgress: () => ({ nodes: readyNodes.size, ofNodes: nodes, pods: runningPods.size, ofPods: systemPods }),
    isQuiet: () => engine.nowMs - lastChangeMs >= QUIET_MS,
    observe(write) {
      const { kind, object, type, previous } = write;
      if (PERIODIC.has(kind.kind) || isStatusReport(object)) return;
      if (kind.kind === 'Node' && !isNodeChange(object as Node, previous as Node | undefined)) return;
      lastChangeMs = engine.nowMs;
      const name = object.metadata.name ?? '';
      if (kind.kind === 'Node') mark(readyNodes, name, type !== 'DELETED' && isNodeReady(object as Node));
      else if (!announced && kind.kind === 'Pod' && object.metadata.namespace === 'kube-system') {
        mark(runningPods, name, type !== 'DELETED' && isPodReady(object as Pod));
      }
      if (!announced && nodes > 0 && readyNodes.size >= nodes && runningPods.size >= systemPods) announce();
    },
  };
}

function mark(set: Set<string>, name: string, member: boolean): void {
  if (member) set.add(name);
  else set.delete(name);
}

/** The cluster autoscaler writes its ConfigMap with every loop. */
function isStatusReport({ metadata }: KubeObject): boolean {
  return metadata.name === STATUS_NAME && metadata.namespace === 'kube-system';
}

function isNodeReady(node: Node): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Heartbeats change nothing but times. */
function isNodeChange(node: Node, previous: Node | undefined): boolean {
  if (!previous || node.spec !== previous.spec) return true;
  const states = (one: Node): string => (one.status?.conditions ?? []).map(({ type, status }) => type + status).join();
  return states(node) !== states(previous) || node.metadata.labels !== previous.metadata.labels;
}
