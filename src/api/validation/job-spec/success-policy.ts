import { utf8Length } from '../../../base/utf8.ts';
import { invalidValue, required, tooLong, tooMany } from '../../field-errors.ts';
import type { JobSpec, SuccessPolicy, SuccessPolicyRule } from '../../k8s/batch-v1.gen.ts';
import { checkNonNegative, type Found } from '../basics.ts';
import { countIndexes } from './indexes.ts';

const MAX_RULES = 20;
const MAX_INDEXES_BYTES = 64 * 1024;

/** When an indexed Job has succeeded. Models validateSuccessPolicy of pkg/apis/batch/validation. */
export function checkSuccessPolicy(policy: SuccessPolicy, spec: JobSpec, path: string, found: Found): void {
  const rules = policy.rules ?? [];
  if (rules.length === 0) {
    found.push(required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > MAX_RULES) found.push(tooMany(`${path}.rules`, rules.length, MAX_RULES));
  for (const [i, rule] of rules.entries()) checkRule(rule, spec.completions ?? 0, `${path}.rules[${i}]`, found);
}

function checkRule(
  { succeededCount, succeededIndexes }: SuccessPolicyRule,
  completions: number,
  path: string,
  found: Found,
): void {
  if (succeededCount === undefined && succeededIndexes === undefined) {
    found.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  const total = succeededIndexes === undefined ? 0 : checkIndexes(succeededIndexes, completions, path, found);
  if (succeededCount === undefined) return;
  const at = `${path}.succeededCount`;
  checkNonNegative(succeededCount, at, found);
  const atMost = (max: number, what: string): void => {
    const detail = `must be less than or equal to ${max} (the number of ${what})`;
    if (succeededCount > max) found.push(invalidValue(at, succeededCount, detail));
  };
  atMost(completions, 'specified completions');
  if (succeededIndexes !== undefined) atMost(total, 'indexes in the specified succeededIndexes field');
}

/** Returns how many indexes there are; 0 if that cannot be told. */
function checkIndexes(text: string, completions: number, path: string, found: Found): number {
  const at = `${path}.succeededIndexes`;
  if (utf8Length(text) > MAX_INDEXES_BYTES) found.push(tooLong(at, MAX_INDEXES_BYTES));
  try {
    return countIndexes(text, completions);
  } catch (error) {
    found.push(invalidValue(at, text, `error parsing succeededIndexes: ${(error as Error).message}`));
    return 0;
  }
}

/** A policy as Go writes it. */
export function goSuccessPolicy({ rules = [] }: SuccessPolicy): string {
  const pointer = (type: string, value: unknown): string =>
    `(*${type})(${value === undefined ? 'nil' : '0xc000000000'})`;
  const texts = rules.map(({ succeededIndexes, succeededCount }) => {
    const fields = `SucceededIndexes:${pointer('string', succeededIndexes)}, SucceededCount:${pointer('int32', succeededCount)}`;
    return `batch.SuccessPolicyRule{${fields}}`;
  });
  const list = texts.length === 0 ? '(nil)' : `{${texts.join(', ')}}`;
  return `batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule${list}}`;
}
