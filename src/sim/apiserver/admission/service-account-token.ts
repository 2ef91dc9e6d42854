import type { Container, PodSpec, Volume, VolumeMount } from '../../../api/k8s/core-v1.gen.ts';
import { generatedName } from '../../../api/meta.ts';
import type { Random } from '../../../base/random.ts';
import { mapShared } from '../../../base/shared.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const PREFIX = 'kube-api-access-';
/** One hour and seven seconds, by which kubelets' requests are told from others. */
const EXPIRATION_SECONDS = 3607;

/** What every such volume holds: the token, the authority's certificate and the namespace. */
const PROJECTED: Volume['projected'] = {
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: EXPIRATION_SECONDS, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
      },
    },
  ],
};

/** A spec whose containers mount the token of the Pod's account. Models mountServiceAccountToken. */
export function withToken(spec: PodSpec, random: Random): PodSpec {
  const present = spec.volumes?.find(({ name }) => name?.startsWith(PREFIX))?.name;
  const needs = ({ volumeMounts }: Container): boolean =>
    !volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH);
  if (!spec.containers?.some(needs) && !spec.initContainers?.some(needs)) return spec;
  const name = present ?? generatedName(PREFIX, random);
  const mount: VolumeMount = { mountPath: MOUNT_PATH, name, readOnly: true };
  const mounting = (container: Container): Container =>
    needs(container) ? { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] } : container;
  const mounted: PodSpec = {
    ...spec,
    containers: mapShared(spec.containers ?? [], mounting),
    volumes: present ? spec.volumes! : [...(spec.volumes ?? []), { name, projected: PROJECTED! }],
  };
  return spec.initContainers ? { ...mounted, initContainers: mapShared(spec.initContainers, mounting) } : mounted;
}
