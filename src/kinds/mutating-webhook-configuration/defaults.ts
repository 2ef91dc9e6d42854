import { defaultWebhook } from '../../api/defaults/admission.ts';
import { changeField, fill } from '../../api/defaults/fill.ts';
import type { MutatingWebhookConfiguration } from '../../api/k8s/admissionregistration-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

/** Completes a MutatingWebhookConfiguration. */
export function defaultMutatingWebhooks(object: MutatingWebhookConfiguration): MutatingWebhookConfiguration {
  return changeField(object, 'webhooks', (webhooks) =>
    mapShared(webhooks, (webhook) => fill(defaultWebhook(webhook), { reinvocationPolicy: 'Never' })),
  );
}
