import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { objectPrinter } from '../print/objects.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { currentContext, type KubeConfig, kubeConfigPath, readKubeConfig, writeKubeConfig } from './kubeconfig.ts';
import { redacted } from './redacted.ts';
import { setCluster, setContext, setCredentials } from './set.ts';
import { setValue, unsetValue } from './set-value.ts';

type Work = (invocation: Invocation, config: KubeConfig) => void;

function command(name: string, work: Work, more: Partial<Command> = {}): Command {
  return {
    name,
    ...more,
    *run(invocation): Process<void> {
      work(invocation, readKubeConfig(invocation.env));
    },
  };
}

/** The only argument of a command that takes one. */
function onlyArgument({ args }: Invocation): string {
  if (args.length !== 1) throw new Error(`Unexpected args: [${args.join(' ')}]`);
  return args[0]!;
}

/** `kubectl config`: the kubeconfig as a file of the session. Models kubectl/pkg/cmd/config. */
export const configCommand: Command = {
  name: 'config',
  commands: [
    command('current-context', ({ out }, config) => {
      if (!config['current-context']) throw new Error('current-context is not set');
      out(`${config['current-context']}\n`);
    }),
    command('delete-cluster', deleteCluster),
    command('delete-context', deleteContext),
    command('delete-user', deleteUser),
    command('get-clusters', ({ out }, { clusters }) => out(namesText(clusters))),
    command('get-contexts', getContexts, {
      flags: [
        { name: 'no-headers', type: 'bool' },
        { name: 'output', short: 'o', type: 'string' },
      ],
    }),
    command('get-users', ({ out }, { users }) => out(namesText(users))),
    command('rename-context', renameContext),
    setValue,
    setCluster,
    setContext,
    setCredentials,
    unsetValue,
    command('use-context', useContext, { aliases: ['use'] }),
    command('view', view, {
      flags: [
        { name: 'allow-missing-template-keys', type: 'bool', default: 'true' },
        { name: 'flatten', type: 'bool' },
        { name: 'merge', type: 'bool', default: 'true', missing: true },
        { name: 'show-managed-fields', type: 'bool' },
        { name: 'template', type: 'string' },
        { name: 'minify', type: 'bool' },
        { name: 'output', short: 'o', type: 'string', default: 'yaml' },
        { name: 'raw', type: 'bool' },
      ],
    }),
  ],
};

function namesText(list: readonly { readonly name: string }[]): string {
  const names = list.map(({ name }) => name).sort();
  return ['NAME', ...names].map((name) => `${name}\n`).join('');
}

function view({ flags, out }: Invocation, config: KubeConfig): void {
  const chosen = flags.bool('minify') ? minified(config) : config;
  const shown = flags.bool('raw') ? chosen : redacted(chosen);
  const output = flags.string('output');
  if (output !== 'json') {
    out(objectPrinter(output, {})(shown as unknown as AnyObject));
    return;
  }
  const entry = (list: readonly object[], field: string): unknown =>
    list.map((each) => ({ name: (each as { name: string }).name, [field]: (each as Record<string, unknown>)[field] }));
  const ordered = {
    kind: shown.kind,
    apiVersion: shown.apiVersion,
    preferences: shown.preferences,
    clusters: entry(shown.clusters, 'cluster'),
    users: entry(shown.users, 'user'),
    contexts: entry(shown.contexts, 'context'),
    'current-context': shown['current-context'],
  };
  out(`${goJson(ordered, 4, false)}\n`);
}

function minified(config: KubeConfig): KubeConfig {
  const context = currentContext(config);
  if (!context) throw new Error('current-context must exist in order to minify');
  return {
    ...config,
    contexts: [context],
    clusters: config.clusters.filter(({ name }) => name === context.context.cluster),
    users: config.users.filter(({ name }) => name === context.context.user),
  };
}

function getContexts({ flags, args, out }: Invocation, config: KubeConfig): void {
  const output = flags.string('output');
  if (output !== '' && output !== 'name') throw new Error(`output must be one of '' or 'name': ${output}`);
  const contexts = config.contexts
    .filter(({ name }) => args.length === 0 || args.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const missing = args.find((name) => !config.contexts.some((each) => each.name === name));
  if (output === 'name') {
    for (const { name } of contexts) out(`${name}\n`);
    if (missing !== undefined) throw new Error(`context ${missing} not found`);
    return;
  }
  const rows = contexts.map(({ name, context }) => {
    const mark = name === config['current-context'] ? '*' : '';
    return [mark, name, context.cluster ?? '', context.user ?? '', context.namespace ?? ''];
  });
  const head = flags.bool('no-headers') ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']];
  out(alignTabs([...head, ...rows].map((row) => `${row.join('\t')}\n`).join(''), TABLE_LAYOUT));
  if (missing !== undefined) throw new Error(`context ${missing} not found`);
}

function useContext(invocation: Invocation, config: KubeConfig): void {
  const name = onlyArgument(invocation);
  if (!config.contexts.some((each) => each.name === name)) {
    throw new Error(`no context exists with the name: ${goQuote(name)}`);
  }
  writeKubeConfig(invocation.env, { ...config, 'current-context': name });
  invocation.out(`Switched to context ${goQuote(name)}.\n`);
}

function renameContext(invocation: Invocation, config: KubeConfig): void {
  const { args, env, out } = invocation;
  if (args.length !== 2) throw new Error(`Unexpected args: [${args.join(' ')}]`);
  const [from, to] = args as [string, string];
  if (!config.contexts.some(({ name }) => name === from)) {
    throw new Error(`cannot rename the context ${goQuote(from)}, it's not in ${kubeConfigPath(env)}`);
  }
  if (config.contexts.some(({ name }) => name === to)) {
    throw new Error(
      `cannot rename the context ${goQuote(from)}, the context ${goQuote(to)} already exists in ${kubeConfigPath(env)}`,
    );
  }
  const contexts = config.contexts.map((each) => (each.name === from ? { ...each, name: to } : each));
  const current = config['current-context'] === from ? to : config['current-context'];
  writeKubeConfig(env, { ...config, contexts, 'current-context': current });
  out(`Context ${goQuote(from)} renamed to ${goQuote(to)}.\n`);
}

function deleteContext(invocation: Invocation, config: KubeConfig): void {
  const name = onlyArgument(invocation);
  if (!config.contexts.some((each) => each.name === name)) {
    throw new Error(`cannot delete context ${name}, not in ${kubeConfigPath(invocation.env)}`);
  }
  if (config['current-context'] === name) {
    invocation.err(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    );
  }
  writeKubeConfig(invocation.env, { ...config, contexts: config.contexts.filter((each) => each.name !== name) });
  invocation.out(`deleted context ${name} from ${kubeConfigPath(invocation.env)}\n`);
}

function deleteCluster(invocation: Invocation, config: KubeConfig): void {
  const name = onlyArgument(invocation);
  if (!config.clusters.some((each) => each.name === name)) {
    throw new Error(`cannot delete cluster ${name}, not in ${kubeConfigPath(invocation.env)}`);
  }
  writeKubeConfig(invocation.env, { ...config, clusters: config.clusters.filter((each) => each.name !== name) });
  invocation.out(`deleted cluster ${name} from ${kubeConfigPath(invocation.env)}\n`);
}

function deleteUser(invocation: Invocation, config: KubeConfig): void {
  const name = onlyArgument(invocation);
  if (!config.users.some((each) => each.name === name)) {
    throw new Error(`cannot delete user ${name}, not in ${kubeConfigPath(invocation.env)}`);
  }
  writeKubeConfig(invocation.env, { ...config, users: config.users.filter((each) => each.name !== name) });
  invocation.out(`deleted user ${name} from ${kubeConfigPath(invocation.env)}\n`);
}
