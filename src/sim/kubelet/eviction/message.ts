import type { Container } from '../../../api/k8s/core-v1.gen.ts';
import { canonicalQuantity, quantityValue } from '../../../base/quantity.ts';
import type { ContainerStats } from '../stats/node-stats.ts';
import { binaryQuantity } from '../stats/quantities.ts';

/** Why a Pod is evicted: text of the event and of the status, and the event's annotations. */
export interface EvictionNotice {
  readonly message: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The words about a Pod that goes because memory is short. Models evictionMessage. */
export function memoryNotice(
  threshold: number,
  available: number,
  containers: readonly Container[],
  stats: readonly ContainerStats[],
): EvictionNotice {
  const exceeding = stats.flatMap(({ name, memoryBytes }) => {
    const request = containers.find((one) => one.name === name)?.resources?.requests?.['memory'] ?? '0';
    return memoryBytes > quantityValue(request) ? [{ name, usage: binaryQuantity(memoryBytes), request }] : [];
  });
  const quantities = `Threshold quantity: ${binaryQuantity(threshold)}, available: ${binaryQuantity(available)}. `;
  const uses = exceeding.map(
    ({ name, usage, request }) =>
      `Container ${name} was using ${usage}, request is ${canonicalQuantity(request)}, has larger consumption of memory. `,
  );
  return {
    message: `The node was low on resource: memory. ${quantities}${uses.join('')}`,
    annotations: {
      offending_containers: exceeding.map(({ name }) => name).join(','),
      offending_containers_usage: exceeding.map(({ usage }) => usage).join(','),
      starved_resource: 'memory',
    },
  };
}
