import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { DEFAULT_SERVER, type KubectlEnv } from '../env.ts';

/** What messages call the kubeconfig where the environment does not say. */
const DEFAULT_PATH = '/root/.kube/config';

/** The path of the kubeconfig, for messages. */
export function kubeConfigPath(env: KubectlEnv): string {
  return env.kubeConfig?.path ?? DEFAULT_PATH;
}

interface Named {
  readonly name: string;
}

export interface Context extends Named {
  readonly context: { readonly cluster?: string; readonly user?: string; readonly namespace?: string };
}

/** A kubeconfig file. Models clientcmd/api/v1.Config. */
export interface KubeConfig {
  readonly apiVersion: 'v1';
  readonly kind: 'Config';
  readonly preferences: object;
  readonly clusters: readonly (Named & { readonly cluster: Readonly<Record<string, unknown>> })[];
  readonly contexts: readonly Context[];
  readonly users: readonly (Named & { readonly user: Readonly<Record<string, unknown>> })[];
  readonly 'current-context': string;
}

/** The kubeconfig of the session: its file, or what stands for it while there is none. */
export function readKubeConfig(env: KubectlEnv): KubeConfig {
  const text = env.kubeConfig ? env.kubeConfig.read() : env.cache?.kubeConfig;
  const value = text === undefined ? undefined : parseDocuments(text)[0]?.value;
  const empty = { apiVersion: 'v1', kind: 'Config', preferences: {}, 'current-context': '' } as const;
  if (value) return { ...empty, clusters: [], contexts: [], users: [], ...(value as Partial<KubeConfig>) };
  const server = env.server ?? DEFAULT_SERVER;
  const namespace = env.namespace === 'default' ? {} : { namespace: env.namespace };
  return {
    ...empty,
    clusters: [{ name: 'orrery', cluster: { server: server.includes('://') ? server : `https://${server}` } }],
    contexts: [{ name: 'orrery', context: { cluster: 'orrery', ...namespace, user: 'kubernetes-admin' } }],
    users: [{ name: 'kubernetes-admin', user: {} }],
    'current-context': 'orrery',
  };
}

/** Keeps a changed kubeconfig: in its file, or else in the memory of the session. */
export function writeKubeConfig(env: KubectlEnv, config: KubeConfig): void {
  if (env.kubeConfig) env.kubeConfig.write(toYaml(config));
  else if (env.cache) env.cache.kubeConfig = toYaml(config);
  else throw new Error(`open ${kubeConfigPath(env)}: read-only file system`);
}

/** The context that is in force. */
export function currentContext(config: KubeConfig): Context | undefined {
  return config.contexts.find(({ name }) => name === config['current-context']);
}

/** The namespace of the context that `--context` names, or else of the current one. Throws for one that is not there. */
export function contextNamespace(env: KubectlEnv, named: string): string {
  const config = readKubeConfig(env);
  const context = named ? config.contexts.find(({ name }) => name === named) : currentContext(config);
  if (named && !context) throw new Error(`context ${goQuote(named)} does not exist`);
  return context?.context.namespace || 'default';
}
