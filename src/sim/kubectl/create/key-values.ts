import type { Process } from '../../../api/process.ts';
import { encodeBase64 } from '../../../api/validation/base64.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { createGenerated, GENERATE_FLAGS, nameArgument } from './generate.ts';

const SOURCE_FLAGS: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool', missing: true },
  { name: 'from-literal', type: 'array' },
  { name: 'from-file', type: 'list' },
  { name: 'from-env-file', type: 'list' },
];

/** `kubectl create configmap`. Models kubectl/pkg/cmd/create/create_configmap. */
export const createConfigMapCommand: Command = {
  name: 'configmap',
  aliases: ['cm'],
  flags: [...GENERATE_FLAGS, ...SOURCE_FLAGS],
  *run(invocation) {
    const name = nameArgument(invocation);
    const data = readData(
      invocation,
      (key) => `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`,
    );
    yield* createGenerated(
      invocation,
      {
        apiVersion: 'v1',
        ...(data.size ? { data: Object.fromEntries(data) } : {}),
        kind: 'ConfigMap',
        metadata: { creationTimestamp: null, name },
      },
      'failed to create configmap: ',
    );
  },
};

/** `kubectl create secret generic`. Models kubectl/pkg/cmd/create/create_secret. */
export const createSecretCommand: Command = {
  name: 'secret',
  missing: ['docker-registry', 'tls'],
  commands: [
    {
      name: 'generic',
      flags: [...GENERATE_FLAGS, ...SOURCE_FLAGS, { name: 'type', type: 'string' }],
      run: createGenericSecret,
    },
  ],
};

function* createGenericSecret(invocation: Invocation): Process<void> {
  const name = nameArgument(invocation);
  const data = [...readData(invocation, (key) => `cannot add key ${key}, another key by that name already exists`)].map(
    ([key, value]): [string, string] => [key, encodeBase64(value)],
  );
  const type = invocation.flags.string('type');
  yield* createGenerated(
    invocation,
    {
      apiVersion: 'v1',
      ...(data.length ? { data: Object.fromEntries(data) } : {}),
      kind: 'Secret',
      metadata: { creationTimestamp: null, name },
      ...(type ? { type } : {}),
    },
    'failed to create secret ',
  );
}

/** The keys and values that the --from-… flags give. */
function readData(invocation: Invocation, duplicate: (key: string) => string): Map<string, string> {
  const { flags, env } = invocation;
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (data.has(key)) throw new Error(duplicate(key));
    data.set(key, value);
  };
  const read = (path: string): string => {
    const text = env.files?.get(path);
    if (text === undefined) throw new Error(`error reading ${path}: no such file or directory`);
    return text;
  };
  for (const source of flags.list('from-file')) {
    const equals = source.indexOf('=');
    const path = source.slice(equals + 1);
    add(equals < 0 ? path.slice(path.lastIndexOf('/') + 1) : source.slice(0, equals), read(path));
  }
  for (const source of flags.list('from-literal')) {
    const equals = source.indexOf('=');
    if (equals <= 0) throw new Error(`invalid literal source ${source}, expected key=value`);
    add(source.slice(0, equals), source.slice(equals + 1));
  }
  for (const path of flags.list('from-env-file')) {
    for (const line of read(path).split(/\r?\n/)) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const equals = text.indexOf('=');
      if (equals > 0) add(text.slice(0, equals), text.slice(equals + 1));
    }
  }
  return data;
}
