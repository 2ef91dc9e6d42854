import type { ValidatingWebhookConfiguration } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextGeneration } from '../../api/strategy.ts';
import { webhookErrors } from '../../api/validation/admission/webhook.ts';
import { deepEqual } from '../../base/equal.ts';
import { validatingWebhookConfigurationColumns } from './columns.ts';
import { defaultValidatingWebhooks } from './defaults.ts';

/** Models pkg/registry/admissionregistration/validatingwebhookconfiguration. */
export const ValidatingWebhookConfigurationKind: Kind<ValidatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  singular: 'validatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration',
  allowUnconditionalUpdate: false,
  defaults: defaultValidatingWebhooks,
  validate: ({ webhooks }) => webhookErrors(webhooks),
  validateUpdate: ({ webhooks }) => webhookErrors(webhooks),
  prepareForCreate: firstGeneration,
  prepareForUpdate: (next, previous) => nextGeneration(next, previous, !deepEqual(next.webhooks, previous.webhooks)),
  columns: validatingWebhookConfigurationColumns,
  fidelity: [
    {
      what: 'webhooks',
      level: 'simplified',
      note: 'called and never heard, for no program here speaks TLS: refused or ignored by failurePolicy',
      fields: ['webhooks'],
    },
  ],
};

export default ValidatingWebhookConfigurationKind;
