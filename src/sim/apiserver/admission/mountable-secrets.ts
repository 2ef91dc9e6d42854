import type { Container, Pod, ServiceAccount } from '../../../api/k8s/core-v1.gen.ts';

const ENFORCED = 'kubernetes.io/enforce-mountable-secrets';

/** Why a Pod may not use a secret that its account does not list, if the account wants that. Models limitSecretReferences. */
export function secretProblem(
  { metadata, secrets = [], imagePullSecrets = [] }: ServiceAccount,
  pod: Pod,
): string | undefined {
  if (metadata.annotations?.[ENFORCED]?.toLowerCase() !== 'true') return undefined;
  const listed = new Set(secrets.map(({ name }) => name));
  const unlisted = `is not allowed because service account ${metadata.name} does not reference that`;
  for (const { secret } of pod.spec?.volumes ?? []) {
    if (secret?.secretName && !listed.has(secret.secretName)) {
      return `volume with secret.secretName="${secret.secretName}" ${unlisted} secret`;
    }
  }
  const problemOf = ({ name, env = [] }: Container, what: string): string | undefined => {
    for (const { name: variable, valueFrom } of env) {
      const used = valueFrom?.secretKeyRef?.name;
      if (!used || listed.has(used)) continue;
      return `${what} ${name} with envVar ${variable} referencing secret.secretName="${used}" ${unlisted} secret`;
    }
    return undefined;
  };
  for (const container of pod.spec?.initContainers ?? []) {
    const problem = problemOf(container, 'init container');
    if (problem) return problem;
  }
  for (const container of pod.spec?.containers ?? []) {
    const problem = problemOf(container, 'container');
    if (problem) return problem;
  }
  const pulls = new Set(imagePullSecrets.map(({ name }) => name));
  const index = (pod.spec?.imagePullSecrets ?? []).findIndex(({ name }) => !pulls.has(name));
  if (index < 0) return undefined;
  return `imagePullSecrets[${index}].name="${pod.spec!.imagePullSecrets![index]!.name}" ${unlisted} imagePullSecret`;
}
