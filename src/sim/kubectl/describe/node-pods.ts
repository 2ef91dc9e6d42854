import type { Node, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import { timeSince } from '../../../api/printing.ts';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  quantityValue,
} from '../../../base/quantity.ts';
import { line } from './text.ts';

type Amounts = Readonly<Record<string, string>>;

/** The Pods of a node and what they ask for together. Models describeNodeResource. */
export function nodePodsText(node: Node, pods: readonly Pod[], nowMs: number): string {
  const room = node.status?.allocatable ?? node.status?.capacity ?? {};
  const rows = pods.map((pod) => {
    const [requests, limits] = [amountsOf(pod.spec, 'requests'), amountsOf(pod.spec, 'limits')];
    const shares = [
      share(requests, room, 'cpu'),
      share(limits, room, 'cpu'),
      share(requests, room, 'memory'),
      share(limits, room, 'memory'),
    ];
    const { namespace, name, creationTimestamp } = pod.metadata;
    return line(1, [namespace, name, '', ...shares, timeSince(creationTimestamp, nowMs)].join('\t'));
  });
  return [
    line(0, `Non-terminated Pods:\t(${pods.length} in total)`),
    line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge'),
    line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---'),
    ...rows,
    totalsText(pods, room),
  ].join('');
}

function totalsText(pods: readonly Pod[], room: Readonly<Record<string, string | number>>): string {
  const total = (list: 'requests' | 'limits'): Amounts =>
    pods.reduce<Amounts>((sum, pod) => plus(sum, amountsOf(pod.spec, list)), {});
  const [requests, limits] = [total('requests'), total('limits')];
  const names = Object.keys(room).sort();
  const shared = ['cpu', 'memory', 'ephemeral-storage', ...names.filter((name) => name.startsWith('hugepages-'))];
  const extended = names.filter((name) => !shared.includes(name) && name !== 'pods');
  return [
    line(0, 'Allocated resources:'),
    line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)'),
    line(1, 'Resource\tRequests\tLimits'),
    line(1, '--------\t--------\t------'),
    ...shared.map((name) => line(1, `${name}\t${share(requests, room, name)}\t${share(limits, room, name)}`)),
    ...extended.map((name) => line(1, `${name}\t${requests[name] ?? '0'}\t${limits[name] ?? '0'}`)),
  ].join('');
}

/** `100m (2%)`: an amount and its share of the node's. */
function share(amounts: Amounts, room: Readonly<Record<string, string | number>>, name: string): string {
  const amount = amounts[name] ?? '0';
  const value = name === 'cpu' ? milliValue : quantityValue;
  const whole = value(room[name] ?? '0');
  return `${amount} (${whole === 0 ? 0 : Math.trunc((value(amount) / whole) * 100)}%)`;
}

/** What a Pod asks for: its containers together or its largest init container, and the overhead. */
function amountsOf(spec: PodSpec | undefined, list: 'requests' | 'limits'): Amounts {
  let sum: Amounts = {};
  for (const container of spec?.containers ?? []) sum = plus(sum, container.resources?.[list]);
  let sidecars: Amounts = {};
  let largest: Amounts = {};
  for (const container of spec?.initContainers ?? []) {
    const own = container.resources?.[list];
    if (container.restartPolicy === 'Always') {
      sum = plus(sum, own);
      sidecars = plus(sidecars, own);
      largest = most(largest, sidecars);
    } else {
      largest = most(largest, plus(sidecars, own));
    }
  }
  const whole = most(sum, largest);
  return spec?.overhead ? plus(whole, list === 'requests' ? spec.overhead : onlyOf(spec.overhead, whole)) : whole;
}

function onlyOf(
  amounts: Readonly<Record<string, string | number>>,
  names: Amounts,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => names[name] !== undefined));
}

function plus(a: Amounts, b: Readonly<Record<string, string | number>> | undefined): Amounts {
  const sum: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b ?? {})) {
    sum[name] = sum[name] === undefined ? canonicalQuantity(amount) : addQuantities(sum[name], amount);
  }
  return sum;
}

function most(a: Amounts, b: Amounts): Amounts {
  const result: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    if (result[name] === undefined || compareQuantities(result[name], amount) < 0) result[name] = amount;
  }
  return result;
}
