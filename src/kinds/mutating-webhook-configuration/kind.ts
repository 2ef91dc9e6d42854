import type { MutatingWebhookConfiguration } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextGeneration } from '../../api/strategy.ts';
import { webhookErrors } from '../../api/validation/admission/webhook.ts';
import { deepEqual } from '../../base/equal.ts';
import { mutatingWebhookConfigurationColumns } from './columns.ts';
import { defaultMutatingWebhooks } from './defaults.ts';

/** Models pkg/registry/admissionregistration/mutatingwebhookconfiguration. */
export const MutatingWebhookConfigurationKind: Kind<MutatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  plural: 'mutatingwebhookconfigurations',
  singular: 'mutatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration',
  allowUnconditionalUpdate: false,
  defaults: defaultMutatingWebhooks,
  validate: ({ webhooks }) => webhookErrors(webhooks),
  validateUpdate: ({ webhooks }) => webhookErrors(webhooks),
  prepareForCreate: firstGeneration,
  prepareForUpdate: (next, previous) => nextGeneration(next, previous, !deepEqual(next.webhooks, previous.webhooks)),
  columns: mutatingWebhookConfigurationColumns,
  fidelity: [
    {
      what: 'webhooks',
      level: 'simplified',
      note: 'called and never heard, for no program here speaks TLS: refused or ignored by failurePolicy',
      fields: ['webhooks'],
    },
  ],
};

export default MutatingWebhookConfigurationKind;
