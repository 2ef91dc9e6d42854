import { milliValue, parseQuantity } from '../../base/quantity.ts';

type Amounts = Readonly<Record<string, string>>;

/** An amount of a resource, rounded up to thousandths. Models RoundUp(-3) of SetDefaults_ResourceList. */
function rounded(amount: string): string {
  // Most amounts are whole, or have `m`; only the smaller units are worth parsing.
  if (!/[nu.e-]/.test(amount) || parseQuantity(amount).scale >= -3) return amount;
  return `${milliValue(amount)}m`;
}

/** Rounds amounts of resources up to thousandths, finer than which nothing is counted. Models SetDefaults_ResourceList. */
export function defaultResourceList(amounts: Amounts): Amounts {
  let changed: Record<string, string> | undefined;
  for (const name in amounts) {
    const amount = rounded(amounts[name]!);
    if (amount !== amounts[name]) changed = { ...(changed ?? amounts), [name]: amount };
  }
  return changed ?? amounts;
}
