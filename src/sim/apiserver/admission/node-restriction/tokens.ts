import type { TokenRequest } from '../../../../api/k8s/authentication-v1.gen.ts';
import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { notFound } from '../../../../api/status.ts';
import { lookUp } from '../../server.ts';
import type { Attributes } from '../plugin.ts';

/** Why a kubelet may not have the token it asks for; undefined if it may. Throws ApiError 404. Models admitServiceAccount. */
export function checkTokenPod(node: string, { server, call }: Attributes): string | undefined {
  const { apiVersion, kind, name, uid } = (call.request.body as TokenRequest).spec?.boundObjectRef ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || !name) return 'node requested token not bound to a pod';
  if (!uid) return 'node requested token with a pod binding without a uid';
  const pod = lookUp(server, '', 'pods', call.request.namespace ?? '', name) as Pod | undefined;
  if (!pod) throw notFound({ group: '', plural: 'pods' }, name);
  if (uid !== pod.metadata.uid) {
    const differs = `the UID in the bound object reference (${uid}) does not match the UID in record`;
    return `${differs}. The object might have been deleted and then recreated`;
  }
  return pod.spec?.nodeName === node ? undefined : 'node requested token bound to a pod scheduled on a different node';
}
