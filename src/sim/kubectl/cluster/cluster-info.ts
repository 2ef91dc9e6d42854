import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { SERVICES } from '../client/known.ts';
import type { Command } from '../command.ts';
import { DEFAULT_SERVER } from '../env.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl cluster-info`. Models kubectl/pkg/cmd/clusterinfo. */
export const clusterInfoCommand: Command = {
  name: 'cluster-info',
  missing: ['dump'],
  run: clusterInfo,
};

function* clusterInfo({ api, env, out }: Invocation): Process<void> {
  const server = serverUrl(env.server ?? DEFAULT_SERVER);
  out(`Kubernetes control plane is running at ${server}\n`);
  const query = { labelSelector: 'kubernetes.io/cluster-service=true' };
  const list = yield* api.list({ resource: SERVICES, namespace: 'kube-system' }, query);
  for (const service of list.items as unknown as Service[]) {
    const name = service.metadata.labels?.['kubernetes.io/name'] || service.metadata.name;
    out(`${name} is running at ${linkTo(server, service)}\n`);
  }
  out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
}

function serverUrl(server: string): string {
  return server.includes('://') ? server : `https://${server}`;
}

function linkTo(server: string, { metadata, spec, status }: Service): string {
  const [port] = spec?.ports ?? [];
  const [entry] = status?.loadBalancer?.ingress ?? [];
  if (entry) {
    const host = entry.ip || entry.hostname;
    return (spec?.ports ?? []).map((each) => `http://${host}:${each.port}`).join(' ');
  }
  const scheme = port && (port.name === 'https' || port.port === 443) ? 'https:' : '';
  const name = `${scheme}${metadata.name}${port?.name || scheme ? `:${port?.name ?? ''}` : ''}`;
  return `${server}/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`;
}
