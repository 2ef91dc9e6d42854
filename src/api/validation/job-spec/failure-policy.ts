import { goQuote } from '../../../base/go-quote.ts';
import { duplicateValue, invalidField, invalidValue, notSupported, required, tooMany } from '../../field-errors.ts';
import { goSyntax } from '../../go-syntax.ts';
import type {
  JobSpec,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../k8s/batch-v1.gen.ts';
import { checkQualifiedName, type Found } from '../basics.ts';

const MAX_RULES = 20;
const MAX_PATTERNS = 20;
const MAX_EXIT_CODES = 255;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

/** Must be given; the error names the values to choose from. */
function checkChoice(value: string | undefined, choices: readonly string[], path: string, found: Found): void {
  if (!value) found.push(required(path, `valid values: [${choices.map(goQuote).join(' ')}]`));
  else if (!choices.includes(value)) found.push(notSupported(path, value, choices));
}

/** What a Job makes of Pods that fail. Models validatePodFailurePolicy of pkg/apis/batch/validation. */
export function checkFailurePolicy(policy: PodFailurePolicy, spec: JobSpec, path: string, found: Found): void {
  const rules = policy.rules ?? [];
  if (rules.length > MAX_RULES) found.push(tooMany(`${path}.rules`, rules.length, MAX_RULES));
  const { containers = [], initContainers = [] } = spec.template?.spec ?? { containers: [] };
  const names = [...containers, ...initContainers].map(({ name }) => name);
  for (const [i, rule] of rules.entries()) checkRule(rule, spec, names, `${path}.rules[${i}]`, found);
}

function checkRule(
  { action, onExitCodes, onPodConditions = [] }: PodFailurePolicyRule,
  spec: JobSpec,
  names: readonly string[],
  path: string,
  found: Found,
): void {
  if (action !== 'FailIndex') checkChoice(action, ACTIONS, `${path}.action`, found);
  else if (spec.backoffLimitPerIndex === undefined) {
    found.push(invalidValue(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  }
  if (onExitCodes) checkExitCodes(onExitCodes, names, `${path}.onExitCodes`, found);
  checkPatterns(onPodConditions, `${path}.onPodConditions`, found);
  if (onExitCodes && onPodConditions.length > 0) {
    found.push(invalidField(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    found.push(invalidField(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
}

function checkPatterns(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], path: string, found: Found): void {
  if (patterns.length > MAX_PATTERNS) found.push(tooMany(path, patterns.length, MAX_PATTERNS));
  for (const [i, { type, status }] of patterns.entries()) {
    checkQualifiedName(type ?? '', `${path}[${i}].type`, found);
    checkChoice(status, STATUSES, `${path}[${i}].status`, found);
  }
}

const goNumbers = (values: readonly number[]): string =>
  values.length === 0 ? '[]int32(nil)' : `[]int32{${values.join(', ')}}`;

function checkExitCodes(
  { containerName, operator, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  names: readonly string[],
  path: string,
  found: Found,
): void {
  checkChoice(operator, OPERATORS, `${path}.operator`, found);
  if (containerName !== undefined && !names.includes(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    found.push(invalidValue(`${path}.containerName`, containerName, detail));
  }
  const at = `${path}.values`;
  if (values.length === 0) found.push(invalidValue(at, goSyntax(goNumbers(values)), 'at least one value is required'));
  else if (values.length > MAX_EXIT_CODES) found.push(tooMany(at, values.length, MAX_EXIT_CODES));
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      found.push(invalidValue(`${at}[${i}]`, value, 'must not be 0 for the In operator'));
    }
    if (values.indexOf(value) < i) found.push(duplicateValue(`${at}[${i}]`, value));
  }
  if (values.some((value, i) => i > 0 && values[i - 1]! > value)) {
    found.push(invalidValue(at, goSyntax(goNumbers(values)), 'must be ordered'));
  }
}

/** A policy as Go writes it. */
export function goFailurePolicy({ rules = [] }: PodFailurePolicy): string {
  const texts = rules.map(({ action = '', onExitCodes, onPodConditions = [] }) => {
    const codes = `(*batch.PodFailurePolicyOnExitCodesRequirement)(${onExitCodes ? '0xc000000000' : 'nil'})`;
    const type = 'batch.PodFailurePolicyOnPodConditionsPattern';
    const patterns = onPodConditions.map((p) => `${type}{Type:${goQuote(p.type)}, Status:${goQuote(p.status ?? '')}}`);
    const list = patterns.length === 0 ? `[]${type}(nil)` : `[]${type}{${patterns.join(', ')}}`;
    return `batch.PodFailurePolicyRule{Action:${goQuote(action)}, OnExitCodes:${codes}, OnPodConditions:${list}}`;
  });
  const list = texts.length === 0 ? '(nil)' : `{${texts.join(', ')}}`;
  return `batch.PodFailurePolicy{Rules:[]batch.PodFailurePolicyRule${list}}`;
}
