import { type Environment, EvaluationError } from '@marcbachmann/cel-js';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  parseQuantity,
  quantityValue,
  subQuantities,
} from '../../../base/quantity.ts';

/** A quantity as CEL handles it: the type checker knows it by its class. */
class Quantity {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Quantities in expressions. Models cel/library/quantity.go of k8s.io/apiserver. */
export function addQuantityFunctions(environment: Environment): Environment {
  const compare = (a: Quantity, b: Quantity): number => compareQuantities(a.text, b.text);
  return environment
    .registerType('Quantity', { ctor: Quantity, fields: {} })
    .registerFunction('quantity(string): Quantity', (text: string) => {
      if (!isQuantity(text)) {
        throw new EvaluationError(
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        );
      }
      return new Quantity(canonicalQuantity(text));
    })
    .registerFunction('isQuantity(string): bool', isQuantity)
    .registerFunction('Quantity.sign(): int', ({ text }: Quantity) => BigInt(Math.sign(compareQuantities(text, '0'))))
    .registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => compare(a, b) > 0)
    .registerFunction('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => compare(a, b) < 0)
    .registerFunction('Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) =>
      BigInt(Math.sign(compare(a, b))),
    )
    .registerFunction('Quantity.asApproximateFloat(): double', ({ text }: Quantity) => milliValue(text) / 1000)
    .registerFunction('Quantity.isInteger(): bool', ({ text }: Quantity) => milliValue(text) % 1000 === 0)
    .registerFunction('Quantity.asInteger(): int', ({ text }: Quantity) => {
      if (milliValue(text) % 1000 !== 0) throw new EvaluationError('cannot convert value to integer');
      return BigInt(quantityValue(text));
    })
    .registerFunction(
      'Quantity.add(Quantity): Quantity',
      (a: Quantity, b: Quantity) => new Quantity(addQuantities(a.text, b.text)),
    )
    .registerFunction(
      'Quantity.add(int): Quantity',
      (a: Quantity, b: bigint) => new Quantity(addQuantities(a.text, String(b))),
    )
    .registerFunction(
      'Quantity.sub(Quantity): Quantity',
      (a: Quantity, b: Quantity) => new Quantity(subQuantities(a.text, b.text)),
    )
    .registerFunction(
      'Quantity.sub(int): Quantity',
      (a: Quantity, b: bigint) => new Quantity(subQuantities(a.text, String(b))),
    );
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}
