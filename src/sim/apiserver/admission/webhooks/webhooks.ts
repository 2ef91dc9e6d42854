import { admissionEnvironment } from '../../../../api/cel/admission-variables.ts';
import { compile } from '../../../../api/cel/expression.ts';
import type {
  MutatingWebhook,
  MutatingWebhookConfiguration,
  ValidatingWebhook,
  WebhookClientConfig,
} from '../../../../api/k8s/admissionregistration-v1.gen.ts';
import type { Endpoints, Service } from '../../../../api/k8s/core-v1.gen.ts';
import { ApiError } from '../../../../api/status.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import { lookUp, type Server } from '../../server.ts';
import { requestVariables } from '../policies/variables.ts';
import { areSelected, type Candidate, isExempt, isRuled } from '../rules.ts';

type Webhook = MutatingWebhook | ValidatingWebhook;

const GROUP = 'admissionregistration.k8s.io';
const DEFAULT_PORT = 443;
const DEFAULT_TIMEOUT_SECONDS = 10;

/**
 * Calls the webhooks that want to see a request: none of them answers, for no program of the simulation speaks TLS.
 * Throws ApiError where one must be heard. Models plugin/webhook's dispatchers.
 */
export function callWebhooks(candidate: Candidate, configurations: 'mutating' | 'validating'): void {
  const { server } = candidate.attributes;
  const resource = server.resources.named(GROUP, `${configurations}webhookconfigurations`);
  if (!resource || resource.cache.size === 0 || isExempt(candidate)) return;
  const all = resource.cache.list(
    resource.prefix,
    `${resource.prefix}\uffff`,
  ) as readonly MutatingWebhookConfiguration[];
  for (const webhook of all.flatMap(({ webhooks = [] }) => webhooks)) {
    if (!wants(webhook, candidate) || webhook.failurePolicy === 'Ignore') continue;
    throw failure(server, webhook);
  }
}

function wants(webhook: Webhook, candidate: Candidate): boolean {
  const { rules = [], matchPolicy, namespaceSelector, objectSelector, matchConditions = [] } = webhook;
  const isAny = matchPolicy !== 'Exact';
  if (!rules.some((rule) => isRuled(rule, candidate, isAny))) return false;
  if (!areSelected(namespaceSelector, objectSelector, candidate)) return false;
  if (matchConditions.length === 0) return true;
  const variables = requestVariables(candidate);
  const environment = admissionEnvironment(false, false);
  return matchConditions.every(({ expression = '' }) => {
    const compiled = compile(environment, expression);
    const outcome = 'problem' in compiled ? undefined : compiled.evaluate(variables);
    return outcome !== undefined && 'value' in outcome && outcome.value === true;
  });
}

function failure(server: Server, { name, clientConfig, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: Webhook): ApiError {
  const { url, why } = attempt(server, clientConfig ?? {});
  const call = `Post ${goQuote(`${url}?timeout=${timeoutSeconds}s`)}: ${why}`;
  const message = `failed calling webhook ${goQuote(name)}: failed to call webhook: ${call}`;
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** Where a webhook is called, and what happens. */
function attempt(
  server: Server,
  { service, url }: WebhookClientConfig,
): { readonly url: string; readonly why: string } {
  if (!service) {
    const host = /^https:\/\/([^:/?]+)/.exec(url ?? '')?.[1] ?? '';
    return { url: url ?? '', why: `dial tcp: lookup ${host} on 10.96.0.10:53: no such host` };
  }
  const { name, namespace, path = '', port = DEFAULT_PORT } = service;
  const target = `https://${name}.${namespace}.svc:${port}${path.startsWith('/') || path === '' ? path : `/${path}`}`;
  const found = lookUp(server, '', 'services', namespace, name) as Service | undefined;
  if (!found) return { url: target, why: `service ${goQuote(name)} not found` };
  if (!found.spec?.ports?.some((each) => each.port === port)) {
    return { url: target, why: `no service port ${port} found for service ${goQuote(name)}` };
  }
  const endpoints = lookUp(server, '', 'endpoints', namespace, name) as Endpoints | undefined;
  const isReady = endpoints?.subsets?.some(({ addresses = [] }) => addresses.length > 0) ?? false;
  if (isReady) return { url: target, why: 'tls: first record does not look like a TLS handshake' };
  return { url: target, why: `dial tcp ${found.spec?.clusterIP}:${port}: connect: connection refused` };
}
