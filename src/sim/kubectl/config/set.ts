import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { type KubeConfig, readKubeConfig, writeKubeConfig } from './kubeconfig.ts';

/** `kubectl config set-context`. */
export const setContext: Command = {
  name: 'set-context',
  flags: [{ name: 'current', type: 'bool' }],
  *run(invocation): Process<void> {
    const { flags, args, env } = invocation;
    const config = readKubeConfig(env);
    const current = flags.bool('current');
    if (args.length > (current ? 0 : 1)) throw new Error(`Unexpected args: [${args.join(' ')}]`);
    const name = current ? config['current-context'] : args[0];
    if (!name) {
      throw new Error(current ? 'no current context is set' : 'you must specify a non-empty context name or --current');
    }
    const changed = given(invocation, { cluster: 'cluster', user: 'user', namespace: 'namespace' });
    const { list, existed } = withEntry(config.contexts, name, 'context', changed);
    writeKubeConfig(env, { ...config, contexts: list as KubeConfig['contexts'] });
    invocation.out(`Context ${goQuote(name)} ${existed ? 'modified' : 'created'}.\n`);
  },
};

const CLUSTER_FLAGS: readonly FlagSpec[] = [
  { name: 'certificate-authority', type: 'string' },
  { name: 'embed-certs', type: 'bool' },
  { name: 'insecure-skip-tls-verify', type: 'bool' },
  { name: 'proxy-url', type: 'string' },
  { name: 'tls-server-name', type: 'string' },
];

/** `kubectl config set-cluster`. */
export const setCluster: Command = {
  name: 'set-cluster',
  flags: CLUSTER_FLAGS,
  *run(invocation): Process<void> {
    const { env, flags } = invocation;
    const name = nameOf(invocation);
    const config = readKubeConfig(env);
    const changed = {
      ...given(invocation, {
        server: 'server',
        'certificate-authority': 'certificate-authority',
        'proxy-url': 'proxy-url',
        'tls-server-name': 'tls-server-name',
      }),
      ...(flags.bool('insecure-skip-tls-verify') ? { 'insecure-skip-tls-verify': true } : {}),
    };
    const { list } = withEntry(config.clusters, name, 'cluster', changed);
    writeKubeConfig(env, { ...config, clusters: list as KubeConfig['clusters'] });
    invocation.out(`Cluster ${goQuote(name)} set.\n`);
  },
};

/** `kubectl config set-credentials`. */
export const setCredentials: Command = {
  name: 'set-credentials',
  flags: [
    { name: 'client-certificate', type: 'string' },
    { name: 'client-key', type: 'string' },
    { name: 'embed-certs', type: 'bool' },
    ...['auth-provider', 'exec-api-version', 'exec-command', 'exec-interactive-mode'].map(
      (name) => ({ name, type: 'string', missing: true }) as const,
    ),
    { name: 'auth-provider-arg', type: 'array', missing: true },
    { name: 'exec-arg', type: 'array', missing: true },
    { name: 'exec-env', type: 'array', missing: true },
    { name: 'exec-provide-cluster-info', type: 'bool', missing: true },
    { name: 'password', type: 'string' },
    { name: 'token', type: 'string' },
    { name: 'username', type: 'string' },
  ],
  *run(invocation): Process<void> {
    const { env } = invocation;
    const name = nameOf(invocation);
    const config = readKubeConfig(env);
    const changed = given(invocation, {
      'client-certificate': 'client-certificate',
      'client-key': 'client-key',
      password: 'password',
      token: 'token',
      username: 'username',
    });
    const { list } = withEntry(config.users, name, 'user', changed);
    writeKubeConfig(env, { ...config, users: list as KubeConfig['users'] });
    invocation.out(`User ${goQuote(name)} set.\n`);
  },
};

function nameOf({ args }: Invocation): string {
  if (args.length !== 1) throw new Error(`Unexpected args: [${args.join(' ')}]`);
  return args[0]!;
}

/** The fields whose flags are given. */
function given({ flags }: Invocation, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, flag]) => flags.given(flag))
      .map(([field, flag]) => [field, flags.string(flag)]),
  );
}

/** A list with an entry changed, or added at its end. */
function withEntry(
  list: readonly { readonly name: string }[],
  name: string,
  field: string,
  changed: Readonly<Record<string, unknown>>,
): { readonly list: readonly unknown[]; readonly existed: boolean } {
  const existed = list.some((each) => each.name === name);
  if (!existed) return { list: [...list, { name, [field]: changed }], existed };
  const change = (each: { readonly name: string }): unknown => ({
    ...each,
    [field]: { ...(each as unknown as Record<string, object>)[field], ...changed },
  });
  return { list: list.map((each) => (each.name === name ? change(each) : each)), existed };
}
