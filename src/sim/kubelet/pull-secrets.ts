import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { ConnectionError } from '../network/network.ts';
import { type Keyring, keyringOf } from './keyring.ts';
import { apiPod, type KubeletState, type PodRecord } from './kubelet-state.ts';

/** Fetches the logins for registries that a Pod names, and says which are not there. Models getPullSecretsForPod. */
export function* pullSecrets(kubelet: KubeletState, record: PodRecord): Process<Keyring | undefined> {
  const named = record.pod.spec?.imagePullSecrets;
  if (!named) return undefined;
  const missing: string[] = [];
  const found: Secret[] = [];
  for (const { name } of named) {
    if (!name) continue;
    try {
      const secret = yield* kubelet.objects.get(`Secret/${record.pod.metadata.namespace}/${name}`, record);
      if (secret) found.push(secret as Secret);
      else missing.push(name);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
      missing.push(name);
    }
  }
  if (missing.length > 0) {
    const text = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
    kubelet.recorder.event(apiPod(record), 'Warning', 'FailedToRetrieveImagePullSecret', text);
  }
  return keyringOf(found);
}
