import { defaultWebhook } from '../../api/defaults/admission.ts';
import { changeField } from '../../api/defaults/fill.ts';
import type { ValidatingWebhookConfiguration } from '../../api/k8s/admissionregistration-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

/** Completes a ValidatingWebhookConfiguration. */
export function defaultValidatingWebhooks(object: ValidatingWebhookConfiguration): ValidatingWebhookConfiguration {
  return changeField(object, 'webhooks', (webhooks) => mapShared(webhooks, defaultWebhook));
}
