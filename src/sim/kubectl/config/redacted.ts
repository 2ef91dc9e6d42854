import type { KubeConfig } from './kubeconfig.ts';

const HIDDEN: Readonly<Record<string, string>> = {
  token: 'REDACTED',
  password: 'REDACTED',
  'client-certificate-data': 'DATA+OMITTED',
  'client-key-data': 'DATA+OMITTED',
  'certificate-authority-data': 'DATA+OMITTED',
};

/** The kubeconfig as people may see it. Models clientcmd/api.RedactSecrets and ShortenConfig. */
export function redacted(config: KubeConfig): KubeConfig {
  const hide = <T extends object>(content: T): T =>
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, HIDDEN[key] ?? value])) as T;
  return {
    ...config,
    clusters: config.clusters.map((each) => ({ ...each, cluster: hide(each.cluster ?? {}) })),
    users: config.users.map((each) => ({ ...each, user: hide(each.user ?? {}) })),
  };
}
