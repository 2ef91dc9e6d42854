import { changeField } from '../../api/defaults/fill.ts';
import type { ObjectReference, ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

const MOUNTABLE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';

function onlyName(reference: ObjectReference): ObjectReference {
  const fields = Object.keys(reference);
  if (fields.length === 0 || (fields.length === 1 && fields[0] === 'name')) return reference;
  return reference.name ? { name: reference.name } : {};
}

/** Of the Secrets that it refers to, only the names count. Models cleanSecretReferences. */
export function cleanSecretReferences(account: ServiceAccount): ServiceAccount {
  return changeField(account, 'secrets', (secrets) => mapShared(secrets, onlyName));
}

/** Warns of an annotation that has no future, where it is new. Models WarningsOnCreate and WarningsOnUpdate. */
export function serviceAccountWarnings(account: ServiceAccount, previous?: ServiceAccount): readonly string[] {
  if (previous?.metadata.annotations?.[MOUNTABLE_SECRETS] !== undefined) return [];
  if (account.metadata.annotations?.[MOUNTABLE_SECRETS] === undefined) return [];
  const advice = 'prefer separate namespaces to isolate access to mounted secrets';
  return [`metadata.annotations[${MOUNTABLE_SECRETS}]: deprecated in v1.32+; ${advice}`];
}
