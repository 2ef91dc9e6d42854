import type { PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import type { Handle, Relaxation } from '../../framework.ts';
import { type PodInfo, withSpec } from '../../pod-info.ts';

/** The claims of a Pod that do not exist or have no volume. */
export function relaxClaims(pod: PodInfo, handle: Handle): Relaxation | undefined {
  const names = (pod.pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
    claim ? [claim.claimName] : [],
  );
  const missing: string[] = [];
  const unbound: string[] = [];
  for (const name of names) {
    const claim = handle.get<PersistentVolumeClaim>('PersistentVolumeClaim', `${pod.namespace}/${name}`);
    if (!claim) missing.push(name);
    else if (!claim.spec?.volumeName) unbound.push(name);
  }
  const parts = [
    ...missing.map((name) => `a PersistentVolumeClaim ${name}, which does not exist,`),
    ...unbound.map((name) => `a volume for its claim ${name}`),
  ];
  if (parts.length === 0) return undefined;
  const lacking = new Set([...missing, ...unbound]);
  const volumes = (pod.pod.spec?.volumes ?? []).filter(
    ({ persistentVolumeClaim: claim }) => !claim || !lacking.has(claim.claimName),
  );
  return { what: parts.join(' and '), how: 'to use', cost: parts.length, pod: withSpec(pod, { volumes }) };
}
