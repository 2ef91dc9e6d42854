import { mapShared } from '../../base/shared.ts';
import type { MatchResources, MutatingWebhook, ValidatingWebhook } from '../k8s/admissionregistration-v1.gen.ts';
import { changeField, fill } from './fill.ts';

const HTTPS = 443;

interface Scoped {
  readonly scope?: string;
}

function defaultRules<T extends Scoped>(rules: readonly T[]): readonly T[] {
  return mapShared(rules, (rule) => fill(rule, { scope: '*' } as Partial<T>));
}

/** Completes a webhook. Models SetDefaults_ValidatingWebhook and its like of pkg/apis/admissionregistration/v1. */
export function defaultWebhook<T extends ValidatingWebhook | MutatingWebhook>(webhook: T): T {
  let result: ValidatingWebhook = fill<ValidatingWebhook>(webhook, {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
  });
  result = changeField(result, 'rules', defaultRules);
  result = changeField(result, 'clientConfig', (config) =>
    changeField(config, 'service', (service) => fill(service, { port: HTTPS })),
  );
  return result as T;
}

/** Completes what a policy matches. Models SetDefaults_MatchResources. */
export function defaultMatchResources(given: MatchResources): MatchResources {
  let result = fill(given, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  result = changeField(result, 'resourceRules', defaultRules);
  return changeField(result, 'excludeResourceRules', defaultRules);
}
