import type { PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import { addQuantities, compareQuantities } from '../../../base/quantity.ts';

type Amounts = Readonly<Record<string, string>>;
type Which = 'requests' | 'limits';

/** What a Pod asks for and is limited to in total, as quantities. Models component-helpers/resource.PodRequests and PodLimits. */
export function podTotals(spec: PodSpec): { readonly requests: Amounts; readonly limits: Amounts } {
  return { requests: total(spec, 'requests'), limits: total(spec, 'limits') };
}

function total(spec: PodSpec, which: Which): Amounts {
  let sum: Amounts = {};
  for (const { resources } of spec.containers) sum = sumOf(sum, resources?.[which]);
  let sidecars: Amounts = {};
  let initial: Amounts = {};
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    if (restartPolicy === 'Always') {
      sum = sumOf(sum, resources?.[which]);
      sidecars = sumOf(sidecars, resources?.[which]);
      initial = largest(initial, sidecars);
    } else initial = largest(initial, sumOf(sidecars, resources?.[which]));
  }
  const whole = largest(sum, initial);
  if (!spec.overhead) return whole;
  if (which === 'requests') return sumOf(whole, spec.overhead);
  const limited = Object.entries(spec.overhead).filter(([name]) => whole[name] !== undefined);
  return sumOf(whole, Object.fromEntries(limited));
}

/** Both lists added up. Models quota.Add. */
export function sumOf(a: Amounts, b: Amounts | undefined): Amounts {
  if (!b) return a;
  const result: Record<string, string> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = result[name];
    result[name] = before === undefined ? value : addQuantities(before, value);
  }
  return result;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const result: Record<string, string> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = result[name];
    if (before === undefined || compareQuantities(value, before) > 0) result[name] = value;
  }
  return result;
}
