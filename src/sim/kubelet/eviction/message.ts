import type { Container } from '../../../api/k8s/core-v1.gen.ts';
import { canonicalQuantity, quantityValue } from '../../../base/quantity.ts';
import { binaryQuantity } from '../stats/quantities.ts';
import { amountOf, type Observations, type Starved, starvedBy, type Threshold } from './thresholds.ts';

/** Why a Pod is evicted: text of the event and of the status, and the event's annotations. */
export interface EvictionNotice {
  readonly message: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a container uses of what is starved, in bytes. */
export interface ContainerUse {
  readonly name: string;
  readonly bytes: number;
}

/** The words about a Pod that goes because a node runs short of something. Models evictionMessage. */
export function evictionNotice(
  starved: Starved,
  thresholds: readonly Threshold[],
  observations: Observations,
  containers: readonly Container[],
  uses: readonly ContainerUse[],
): EvictionNotice {
  const isRequested = starved === 'memory' || starved === 'ephemeral-storage';
  const exceeding = uses.flatMap(({ name, bytes }) => {
    const container = containers.find((one) => one.name === name);
    const request = container?.resources?.requests?.[starved] ?? '0';
    if (!isRequested || !container || bytes <= quantityValue(request)) return [];
    return [{ name, usage: binaryQuantity(bytes), request }];
  });
  const texts = exceeding.map(
    ({ name, usage, request }) =>
      `Container ${name} was using ${usage}, request is ${canonicalQuantity(request)}, has larger consumption of ${starved}. `,
  );
  return {
    message: `The node was low on resource: ${starved}. ${quantities(starved, thresholds, observations)}${texts.join('')}`,
    annotations: {
      offending_containers: exceeding.map(({ name }) => name).join(','),
      offending_containers_usage: exceeding.map(({ usage }) => usage).join(','),
      starved_resource: starved,
    },
  };
}

function quantities(starved: Starved, thresholds: readonly Threshold[], observations: Observations): string {
  for (const { signal, value } of thresholds) {
    const seen = observations.get(signal);
    if (starvedBy(signal) !== starved || !seen) continue;
    const show = (amount: number, isBinary: boolean): string => (isBinary ? binaryQuantity(amount) : decimal(amount));
    const isBytes = starved === 'memory' || starved === 'ephemeral-storage';
    const quantity = show(amountOf(value, seen.capacity), isBytes || 'share' in value);
    return `Threshold quantity: ${quantity}, available: ${show(seen.available, isBytes)}. `;
  }
  return '';
}

const SUFFIXES = ['', 'k', 'M', 'G', 'T'];

/** A number as a quantity of decimal format. */
function decimal(amount: number): string {
  let value = amount;
  let i = 0;
  while (value !== 0 && value % 1000 === 0 && i < SUFFIXES.length - 1) {
    value /= 1000;
    i++;
  }
  return `${value}${SUFFIXES[i]}`;
}
