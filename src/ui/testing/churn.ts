import type { Frame } from '../../protocol/messages.ts';
import type { PodRow, PodState } from '../../protocol/view.ts';
import { frameOf, nodeRow, podRow } from './rows.ts';

const owners = ['shop', 'cart', 'search', 'ml-model-serving', 'billing', 'mail', 'images', 'metrics-collector'];
const requests = [50, 100, 100, 150, 200];

/** 100 nodes and 3,000 Pods of which some come and go in every frame. */
export function createChurn(nodes: number, pods: number, changesPerFrame: number) {
  let state = 12345;
  const random = () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const rows: PodRow[] = [];
  let created = 0;
  const make = (atMs: number, podState: PodState): PodRow => {
    const index = created++;
    const owner = owners[Math.floor(random() * owners.length)]!;
    const suffix = index.toString(36).padStart(5, 'b');
    return podRow({
      name: `${owner}-6f7d9c8b54-${suffix}`,
      uid: `u${index}`,
      owner,
      ownerKind: 'Deployment',
      label: owner,
      suffix,
      node: `node-${1 + (index % nodes)}`,
      state: podState,
      status: podState === 'ready' ? 'Running' : podState,
      cpuMilli: requests[(index >> 3) % requests.length]!,
      memoryBytes: 2 ** 27,
      cpuUsedMilli: 30,
      createdMs: atMs,
      progressFromMs: atMs,
      progressToMs: atMs + 3000,
      terminatingFromMs: atMs,
      terminatingToMs: atMs + 3000,
      restarts: podState === 'crash' ? 3 : 0,
    });
  };
  for (let index = 0; index < pods; index++)
    rows.push(make(0, random() < 0.93 ? 'ready' : random() < 0.5 ? 'notready' : random() < 0.5 ? 'crash' : 'creating'));

  return {
    first: (): Frame =>
      frameOf({
        reset: true,
        nowMs: 0,
        nodes: Array.from({ length: nodes }, (_, index) =>
          nodeRow({
            name: `node-${index + 1}`,
            cpuMilli: 4000,
            podCount: pods / nodes,
            ...(index % 37 === 5 ? { ready: 'Unknown', machine: 'cut' } : {}),
          }),
        ),
        pods: rows,
        workloads: owners.map((name) => ({
          key: name,
          kind: 'Deployment',
          namespace: 'default',
          name,
          desired: pods / owners.length,
          ready: pods / owners.length,
          counts: 'ready',
          image: 'nginx',
        })),
      }),
    next: (nowMs: number): Frame => {
      const changed: PodRow[] = [];
      const removed: string[] = [];
      for (let count = 0; count < changesPerFrame; count++) {
        const at = Math.floor(random() * rows.length);
        const pod = rows[at]!;
        if (pod.state === 'terminating') {
          removed.push(pod.uid);
          rows[at] = make(nowMs, 'creating');
        } else if (pod.state === 'ready')
          rows[at] = { ...pod, state: 'terminating', terminatingFromMs: nowMs, terminatingToMs: nowMs + 3000 };
        else rows[at] = { ...pod, state: 'ready', status: 'Running' };
        changed.push(rows[at]!);
      }
      return frameOf({
        nowMs,
        pods: changed,
        removedPods: removed,
        density: [[Math.floor(nowMs / 1000), changed.length]],
      });
    },
  };
}
