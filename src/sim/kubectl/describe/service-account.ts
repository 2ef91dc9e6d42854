import type { Secret, ServiceAccount } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { SECRETS } from '../client/known.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { metadataLines } from './metadata.ts';

const TOKEN_TYPE = 'kubernetes.io/service-account-token';

/** Models ServiceAccountDescriber. */
export const describeServiceAccount: Describer<ServiceAccount> = function* (account, context) {
  const { metadata } = account;
  const secrets = yield* secretsOf(context, metadata.namespace ?? '');
  const tokens = (secrets ?? []).filter(
    ({ type, metadata: { annotations } }) =>
      type === TOKEN_TYPE &&
      annotations?.['kubernetes.io/service-account.name'] === metadata.name &&
      annotations?.['kubernetes.io/service-account.uid'] === metadata.uid,
  );
  const namesOf = (list: readonly { readonly name?: string }[] | undefined): string[] =>
    (list ?? []).map(({ name = '' }) => name);
  const shown = (name: string): string =>
    !secrets || secrets.some((secret) => secret.metadata.name === name) ? name : `${name} (not found)`;
  return [
    metadataLines(metadata as never),
    listLines('Image pull secrets', namesOf(account.imagePullSecrets).map(shown)),
    listLines('Mountable secrets', namesOf(account.secrets).map(shown)),
    listLines(
      'Tokens',
      tokens.map((token) => token.metadata.name ?? ''),
    ),
    yield* eventsSection(context, account as never),
  ].join('');
};

/** The Secrets of the namespace; `undefined` when they may not be read: then none is called missing. */
function* secretsOf(context: DescribeContext, namespace: string): Process<readonly Secret[] | undefined> {
  try {
    return (yield* context.api.list({ resource: SECRETS, namespace })).items as unknown as Secret[];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  }
}

function listLines(title: string, names: readonly string[]): string {
  if (names.length === 0) return `${title}:\t<none>\n`;
  return names.map((name, i) => `${i === 0 ? `${title}:` : ''}\t${name}\n`).join('');
}
