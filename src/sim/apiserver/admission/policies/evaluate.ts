import type { Environment } from '@marcbachmann/cel-js';
import { EvaluationError } from '@marcbachmann/cel-js';
import { admissionEnvironment } from '../../../../api/cel/admission-variables.ts';
import { type Compiled, compile, type Outcome } from '../../../../api/cel/expression.ts';
import { toCel } from '../../../../api/cel/values.ts';
import type { ValidatingAdmissionPolicy, Validation } from '../../../../api/k8s/admissionregistration-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';

/** What a validation says of a request that it does not let pass. */
export interface Denial {
  readonly message: string;
  readonly reason: string;
}

const MAX_MESSAGE_BYTES = 5 * 1024;

const programs = new WeakMap<ValidatingAdmissionPolicy, Map<string, Compiled>>();

/** Evaluates a policy's validations; nothing where its conditions leave the request out. Models validating.validator. */
export function denialsOf(
  policy: ValidatingAdmissionPolicy,
  request: Readonly<Record<string, unknown>>,
  params: KubeObject | undefined,
): readonly Denial[] {
  const { spec } = policy;
  const evaluate = evaluator(policy, request, params);
  const failed = (message: string): readonly Denial[] =>
    spec?.failurePolicy === 'Ignore' ? [] : [{ message, reason: 'Invalid' }];
  const problems: string[] = [];
  for (const { name = '', expression = '' } of spec?.matchConditions ?? []) {
    const outcome = evaluate(expression);
    if ('error' in outcome) problems.push(`expression '${expression}' resulted in error: ${outcome.error}`);
    else if (outcome.value !== true) return [];
    void name;
  }
  if (problems.length > 0) return failed(problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`);
  return (spec?.validations ?? []).flatMap((validation) => {
    const { expression = '', reason = 'Invalid' } = validation;
    const outcome = evaluate(expression);
    if ('error' in outcome) return failed(`expression '${expression}' resulted in error: ${outcome.error}`);
    return outcome.value === true ? [] : [{ message: messageOf(validation, evaluate), reason }];
  });
}

/** The message expression's text where it has a good one, else the message, else the expression. */
function messageOf({ messageExpression, message = '', expression = '' }: Validation, evaluate: Evaluate): string {
  const outcome = messageExpression ? evaluate(messageExpression) : undefined;
  if (outcome && 'value' in outcome && typeof outcome.value === 'string') {
    const text = outcome.value.trim();
    if (text !== '' && text.length <= MAX_MESSAGE_BYTES && !text.includes('\n')) return text;
  }
  return message.trim() || `failed expression: ${expression.trim()}`;
}

type Evaluate = (expression: string) => Outcome;

function evaluator(
  policy: ValidatingAdmissionPolicy,
  request: Readonly<Record<string, unknown>>,
  params: KubeObject | undefined,
): Evaluate {
  const hasParams = policy.spec?.paramKind !== undefined;
  const environment = admissionEnvironment(hasParams, true);
  const known = programs.get(policy) ?? new Map<string, Compiled>();
  programs.set(policy, known);
  const variables: Record<string, unknown> = {};
  const all = { ...request, variables, ...(hasParams ? { params: toCel(params ?? null) } : {}) };
  const evaluate: Evaluate = (expression) => {
    const compiled = known.get(expression) ?? compile(environment as Environment, expression);
    known.set(expression, compiled);
    return 'problem' in compiled ? { error: compiled.problem } : compiled.evaluate(all);
  };
  for (const { name, expression } of policy.spec?.variables ?? []) {
    let outcome: Outcome | undefined;
    const get = (): unknown => {
      outcome ??= evaluate(expression);
      if ('error' in outcome) {
        throw new EvaluationError(`composited variable "${name}" fails to evaluate: ${outcome.error}`);
      }
      return outcome.value;
    };
    Object.defineProperty(variables, name, { get, enumerable: true });
  }
  return evaluate;
}
