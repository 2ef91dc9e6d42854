import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, PRINT_FLAGS } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { objectPrinter } from '../print/objects.ts';
import { nameArgument } from './generate.ts';
import { generatorCommand, newMetadata } from './generator.ts';

/** `kubectl create serviceaccount`. Models kubectl/pkg/cmd/create/create_serviceaccount. */
export const createServiceAccountCommand = generatorCommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  flags: [],
  failure: 'failed to create serviceaccount: ',
  *object(_, name) {
    return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: newMetadata(name) };
  },
});

/** `kubectl create token`. Models kubectl/pkg/cmd/create/create_token. */
export const createTokenCommand: Command = {
  name: 'token',
  flags: [
    ...PRINT_FLAGS,
    { name: 'audience', type: 'array' },
    { name: 'duration', type: 'duration' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
  ],
  run: createToken,
};

const BOUND_KINDS = ['Node', 'Pod', 'Secret'];

function* createToken(invocation: Invocation): Process<void> {
  const { flags, api, mapper, out, namespace } = invocation;
  const name = nameArgument(invocation);
  const boundObjectRef = boundObject(invocation);
  const durationMs = flags.durationMs('duration');
  if (durationMs < 0) throw new Error('--duration must be greater than or equal to 0');
  if (durationMs % 1000 !== 0) throw new Error('--duration cannot be expressed in units less than seconds');
  const request: AnyObject = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec: {
      audiences: flags.list('audience').length ? flags.list('audience') : null,
      expirationSeconds: durationMs > 0 ? durationMs / 1000 : null,
      boundObjectRef: boundObjectRef ?? null,
    },
    status: { token: '', expirationTimestamp: null },
  };
  const resource = yield* mapper.byName('serviceaccounts');
  let answer: AnyObject;
  try {
    answer = yield* api.create({ resource, namespace, name, subresource: 'token' }, request);
  } catch (error) {
    throw error instanceof ApiError ? new Error(`failed to create token: ${error.message}`) : error;
  }
  const token = (answer['status'] as { readonly token?: string } | undefined)?.token;
  if (!token) throw new Error('failed to create token: no token in server response');
  const format = flags.string('output');
  // A token goes into variables and files without the newline that a terminal needs.
  if (format === '') out(invocation.env.terminal ? `${token}\n` : token);
  else if (format === 'name') out(`tokenrequest.authentication.k8s.io/${answer.metadata?.name ?? ''}\n`);
  else out(objectPrinter(format, { files: invocation.env.files ?? new Map() })(answer));
}

function boundObject({ flags }: Invocation): unknown {
  const [kind, name, uid] = [
    flags.string('bound-object-kind'),
    flags.string('bound-object-name'),
    flags.string('bound-object-uid'),
  ];
  if (kind === '') {
    if (name) throw new Error('--bound-object-name can only be set if --bound-object-kind is provided');
    if (uid) throw new Error('--bound-object-uid can only be set if --bound-object-kind is provided');
    return undefined;
  }
  if (!BOUND_KINDS.includes(kind)) {
    throw new Error(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`);
  }
  if (!name) throw new Error('--bound-object-name is required if --bound-object-kind is provided');
  return { kind, apiVersion: 'v1', name, ...(uid ? { uid } : {}) };
}
