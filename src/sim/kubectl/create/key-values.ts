import { configMapKey } from '../../../api/names.ts';
import { keyPairError } from '../../../api/tls/key-pair.ts';
import { encodeBase64 } from '../../../api/validation/base64.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { generatorCommand, newMetadata } from './generator.ts';
import { readSources, SOURCE_FLAGS } from './key-sources.ts';
import { nameHash } from './name-hash.ts';

/** `kubectl create configmap`. Models kubectl/pkg/cmd/create/create_configmap. */
export const createConfigMapCommand = generatorCommand({
  name: 'configmap',
  aliases: ['cm'],
  flags: SOURCE_FLAGS,
  failure: 'failed to create configmap: ',
  *object(invocation, name) {
    const data = new Map<string, string>();
    readSources(invocation, (key, value) => {
      const problems = configMapKey(key);
      if (problems.length > 0) {
        throw new Error(`${goQuote(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`);
      }
      if (data.has(key)) {
        throw new Error(
          `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`,
        );
      }
      data.set(key, value);
    });
    const values = sortedObject(data);
    const hashed = (): string => `${name}-${nameHash({ kind: 'ConfigMap', name, data: values ?? null })}`;
    const fullName = invocation.flags.bool('append-hash') ? hashed() : name;
    return {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: newMetadata(fullName),
      ...(values ? { data: values } : {}),
    };
  },
});

function sortedObject(map: ReadonlyMap<string, string>): Record<string, string> | undefined {
  return map.size ? Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1))) : undefined;
}

const FAILURE = 'failed to create secret ';

function secretOf(invocation: Invocation, name: string, data: ReadonlyMap<string, string>, type: string): AnyObject {
  const encoded = sortedObject(new Map([...data].map(([key, value]) => [key, encodeBase64(value)])));
  const hashed = (): string => `${name}-${nameHash({ kind: 'Secret', type, name, data: encoded ?? null })}`;
  return {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: newMetadata(invocation.flags.bool('append-hash') ? hashed() : name),
    ...(encoded ? { data: encoded } : {}),
    ...(type ? { type } : {}),
  };
}

function secretData(invocation: Invocation): Map<string, string> {
  const data = new Map<string, string>();
  readSources(invocation, (key, value) => addSecretKey(data, key, value));
  return data;
}

function addSecretKey(data: Map<string, string>, key: string, value: string): void {
  const problems = configMapKey(key);
  if (problems.length > 0) {
    // Upstream has no colon here.
    throw new Error(`${goQuote(key)} is not valid key name for a Secret ${problems.join(';')}`);
  }
  if (data.has(key)) throw new Error(`cannot add key ${key}, another key by that name already exists`);
  data.set(key, value);
}

const genericCommand = generatorCommand({
  name: 'generic',
  flags: [...SOURCE_FLAGS, { name: 'type', type: 'string' }],
  failure: FAILURE,
  *object(invocation, name) {
    return secretOf(invocation, name, secretData(invocation), invocation.flags.string('type'));
  },
});

const DOCKER_KEY = '.dockerconfigjson';

const dockerRegistryCommand = generatorCommand({
  name: 'docker-registry',
  flags: [
    { name: 'append-hash', type: 'bool' },
    { name: 'from-file', type: 'list' },
    { name: 'docker-username', type: 'string' },
    { name: 'docker-password', type: 'string' },
    { name: 'docker-email', type: 'string' },
    { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/' },
  ],
  failure: FAILURE,
  *object(invocation, name) {
    const { flags, env } = invocation;
    const [username, password, email, server] = ['username', 'password', 'email', 'server'].map((each) =>
      flags.string(`docker-${each}`),
    ) as [string, string, string, string];
    const data = new Map<string, string>();
    const [source] = flags.list('from-file');
    if (source === undefined && !(username && password && server)) {
      throw new Error(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    if (source !== undefined) {
      const path = source.replace(/^\.dockerconfigjson=/, '');
      const text = env.files?.get(path);
      if (text === undefined) throw new Error(`error reading ${path}: no such file or directory`);
      data.set(DOCKER_KEY, text);
    } else {
      const auth = encodeBase64(`${username}:${password}`);
      const entry = { username, password, ...(email ? { email } : {}), auth };
      data.set(DOCKER_KEY, goJson({ auths: { [server]: entry } }, 0, false));
    }
    return secretOf(invocation, name, data, 'kubernetes.io/dockerconfigjson');
  },
});

const tlsCommand = generatorCommand({
  name: 'tls',
  flags: [
    { name: 'append-hash', type: 'bool' },
    { name: 'cert', type: 'string' },
    { name: 'key', type: 'string' },
  ],
  failure: FAILURE,
  *object(invocation, name) {
    const { flags, env } = invocation;
    const [cert, key] = [flags.string('cert'), flags.string('key')];
    if (!cert || !key) throw new Error('key and cert must be specified');
    const read = (path: string): string => {
      const text = env.files?.get(path);
      if (text === undefined) throw new Error(`Cannot read file ${path}, open ${path}: no such file or directory`);
      return text;
    };
    const data = new Map([
      ['tls.crt', read(cert)],
      ['tls.key', read(key)],
    ]);
    const problem = keyPairError(data.get('tls.crt')!, data.get('tls.key')!);
    if (problem !== undefined) throw new Error(problem);
    return secretOf(invocation, name, data, 'kubernetes.io/tls');
  },
});

/** `kubectl create secret`. Models kubectl/pkg/cmd/create/create_secret. */
export const createSecretCommand: Command = {
  name: 'secret',
  aliases: [],
  commands: [dockerRegistryCommand, genericCommand, tlsCommand],
};
