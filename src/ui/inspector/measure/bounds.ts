import type { Container, Node, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { milliValue, quantityValue } from '../../../base/quantity.ts';

/** What use is measured against, and what that is called. */
export interface Bound {
  readonly value: number;
  readonly is: 'limit' | 'request' | 'allocatable';
}

/** The bounds of an object's CPU (in thousandths) and memory (in bytes). */
export interface Bounds {
  readonly cpu: Bound | undefined;
  readonly memory: Bound | undefined;
}

const NONE: Bounds = { cpu: undefined, memory: undefined };

/**
 * What an object may use: the limits of its containers where all have one, else what they request; a node's allocatable.
 * @param pods how many Pods of a workload are added up
 */
export function boundsOf(object: KubeObject, kind: string, pods: number): Bounds {
  if (kind === 'Node') {
    const { allocatable } = (object as Node).status ?? {};
    const { cpu, memory } = allocatable ?? {};
    return {
      cpu: cpu === undefined ? undefined : { value: milliValue(cpu), is: 'allocatable' },
      memory: memory === undefined ? undefined : { value: quantityValue(memory), is: 'allocatable' },
    };
  }
  const spec = kind === 'Pod' ? (object as Pod).spec : templateOf(object);
  if (!spec) return NONE;
  return {
    cpu: boundOf(spec.containers, 'cpu', milliValue, pods),
    memory: boundOf(spec.containers, 'memory', quantityValue, pods),
  };
}

function templateOf(object: KubeObject): PodSpec | undefined {
  return (object as { spec?: { template?: { spec?: PodSpec } } }).spec?.template?.spec;
}

function boundOf(
  containers: readonly Container[],
  name: 'cpu' | 'memory',
  read: (quantity: string) => number,
  pods: number,
): Bound | undefined {
  for (const is of ['limit', 'request'] as const) {
    const all = containers.map(({ resources }) => resources?.[`${is}s`]?.[name]);
    const known = all.filter((one) => one !== undefined);
    const isWhole = is === 'limit' ? known.length === all.length : known.length > 0;
    if (isWhole && known.length > 0) return { value: known.reduce((sum, one) => sum + read(one), 0) * pods, is };
  }
  return undefined;
}
