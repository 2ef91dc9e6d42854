import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { ConnectionError } from '../network/network.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';

/** Fetches the credentials for registries that a Pod names, and says which are not there. Models getPullSecretsForPod. */
export function* checkPullSecrets(kubelet: KubeletState, record: PodRecord): Process {
  const missing: string[] = [];
  for (const { name } of record.pod.spec?.imagePullSecrets ?? []) {
    if (!name) continue;
    try {
      if (!(yield* kubelet.objects.get(`Secret/${record.pod.metadata.namespace}/${name}`, record))) missing.push(name);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
      missing.push(name);
    }
  }
  if (missing.length === 0) return;
  const text = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
  kubelet.recorder.event(record.pod, 'Warning', 'FailedToRetrieveImagePullSecret', text);
}
