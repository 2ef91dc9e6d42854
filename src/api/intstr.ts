import { goQuote } from '../base/go-quote.ts';

/**
 * The number that an int-or-string stands for: a number is itself, `25%` is that share of the total, rounded up or
 * down. Throws an Error with upstream's text. Models apimachinery/pkg/util/intstr.GetScaledValueFromIntOrPercent.
 */
export function scaledValue(value: number | string, total: number, roundUp: boolean): number {
  if (typeof value === 'number') return value;
  if (!value.endsWith('%')) throw new Error('invalid value for IntOrString: invalid type: string is not a percentage');
  const digits = value.slice(0, -1);
  if (!/^[+-]?\d+$/.test(digits)) {
    const why = `strconv.Atoi: parsing ${goQuote(digits)}: invalid syntax`;
    throw new Error(`invalid value for IntOrString: invalid value ${goQuote(value)}: ${why}`);
  }
  const share = (Number(digits) * total) / 100;
  return roundUp ? Math.ceil(share) : Math.floor(share);
}
