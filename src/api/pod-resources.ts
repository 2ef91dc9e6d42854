import { milliValue, quantityValue } from '../base/quantity.ts';
import type { Container, PodSpec } from './k8s/core-v1.gen.ts';

/** Amounts by resource name: cpu in thousandths of a core, all others in units (bytes, counts). */
export type ResourceAmounts = Readonly<Record<string, number>>;

type ResourceList = Readonly<Record<string, string>>;
type Which = 'requests' | 'limits';

/** What a Pod asks for in total. Models component-helpers/resource.PodRequests. */
export function podRequests(spec: PodSpec): ResourceAmounts {
  return remembered(spec, 'requests');
}

/** What a Pod is limited to in total; overhead counts where there is a limit. Models PodLimits. */
export function podLimits(spec: PodSpec): ResourceAmounts {
  return remembered(spec, 'limits');
}

/** One amount of a resource list: thousandths of a core for cpu, else units; 0 if it is not named. */
export function resourceAmount(list: ResourceList | undefined, name: string): number {
  const quantity = list?.[name];
  return quantity === undefined ? 0 : name === 'cpu' ? milliValue(quantity) : quantityValue(quantity);
}

interface Entry {
  readonly initContainers: PodSpec['initContainers'];
  readonly overhead: PodSpec['overhead'];
  requests?: ResourceAmounts;
  limits?: ResourceAmounts;
}

/** By the list of containers, which all Pods of one template share. */
const memo = new WeakMap<PodSpec['containers'], Entry>();

function remembered(spec: PodSpec, which: Which): ResourceAmounts {
  let entry = memo.get(spec.containers);
  if (!entry || entry.initContainers !== spec.initContainers || entry.overhead !== spec.overhead) {
    entry = { initContainers: spec.initContainers, overhead: spec.overhead };
    memo.set(spec.containers, entry);
  }
  entry[which] ??= total(spec, which);
  return entry[which];
}

function total(spec: PodSpec, which: Which): ResourceAmounts {
  const sum: Record<string, number> = {};
  for (const container of spec.containers) add(sum, amountsOfContainer(container, which));
  const sidecars: Record<string, number> = {};
  const initial: Record<string, number> = {};
  for (const container of spec.initContainers ?? []) {
    const own = amountsOfContainer(container, which);
    if (container.restartPolicy === 'Always') {
      add(sum, own);
      add(sidecars, own);
      raise(initial, sidecars);
    } else {
      const meanwhile = { ...sidecars };
      add(meanwhile, own);
      raise(initial, meanwhile);
    }
  }
  raise(sum, initial);
  const overhead = amountsOf(spec.overhead);
  for (const name of Object.keys(overhead)) {
    if (which === 'requests' || name in sum) sum[name] = (sum[name] ?? 0) + overhead[name]!;
  }
  return sum;
}

function amountsOfContainer(container: Container, which: Which): ResourceAmounts {
  return amountsOf(container.resources?.[which]);
}

function amountsOf(list: ResourceList | undefined): ResourceAmounts {
  if (!list) return {};
  const amounts: Record<string, number> = {};
  for (const name of Object.keys(list)) amounts[name] = resourceAmount(list, name);
  return amounts;
}

function add(sum: Record<string, number>, more: ResourceAmounts): void {
  for (const name of Object.keys(more)) sum[name] = (sum[name] ?? 0) + more[name]!;
}

function raise(sum: Record<string, number>, floor: ResourceAmounts): void {
  for (const name of Object.keys(floor)) sum[name] = Math.max(sum[name] ?? Number.NEGATIVE_INFINITY, floor[name]!);
}
