import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { type Process, wait } from '../../api/process.ts';
import { ApiError, badRequest } from '../../api/status.ts';
import type { KubeletRequest, KubeletResponse } from '../kubelet/server/requests.ts';
import { ConnectionError, type Host, type Listener } from '../network/network.ts';
import type { Server } from './server.ts';

/** A node's kubelet as the API server finds it. */
export interface KubeletAddress {
  readonly host: Host;
  readonly ip: string;
  /** Undefined while no kubelet runs there. */
  readonly listener: Listener<KubeletRequest, KubeletResponse> | undefined;
}

/** A dial is given up after this time. */
const DIAL_TIMEOUT_MS = 30_000;

/** Asks the kubelet of a Pod's node. `url` is what a failure names; '' for connections that are upgraded. Throws ApiError. */
export function* askKubelet(server: Server, pod: Pod, request: KubeletRequest, path: string): Process<KubeletResponse> {
  const { nodeName = '' } = pod.spec ?? {};
  const address = `${server.kubelets(nodeName)?.ip ?? nodeName}:10250`;
  const fail = (why: string): ApiError =>
    path === ''
      ? new ApiError(500, '', `error dialing backend: ${why}`)
      : new ApiError(500, '', `Get "https://${address}${path}": ${why}`);
  return yield* callKubelet(server, nodeName, request, fail);
}

/** Asks the kubelet of a node; `fail` makes the error of one that does not answer. */
export function* callKubelet(
  server: Server,
  node: string,
  request: KubeletRequest,
  failure: (why: string) => ApiError,
): Process<KubeletResponse> {
  const kubelet = server.kubelets(node);
  const fail = (why: string): ApiError => failure(`dial tcp ${kubelet?.ip ?? node}:10250: ${why}`);
  if (!kubelet) throw fail('lookup: no such host');
  const { network, host, scope } = server;
  try {
    return yield* wait(network.call(host, kubelet.listener, kubelet.host, request, DIAL_TIMEOUT_MS, scope));
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw fail(error.reason === 'refused' ? 'connect: connection refused' : 'i/o timeout');
  }
}

/** The container that a request means. Throws ApiError. Models pkg/registry/core/pod/strategy.go (podHasContainer…). */
export function containerNamed({ metadata, spec }: Pod, name: string): string {
  const names = (list: readonly { readonly name: string }[] = []): string[] => list.map((one) => one.name);
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec ?? {};
  const all = [...names(containers), ...names(initContainers), ...names(ephemeralContainers)];
  if (name === '') {
    if (containers.length === 1 && initContainers.length === 0) return containers[0]!.name;
    const pod = metadata.name;
    if (containers.length === 0) throw badRequest(`a container name must be specified for pod ${pod}`);
    const init =
      initContainers.length > 0 ? ` or one of the init containers: [${names(initContainers).join(' ')}]` : '';
    throw badRequest(
      `a container name must be specified for pod ${pod}, choose one of: [${names(containers).join(' ')}]${init}`,
    );
  }
  if (!all.includes(name)) throw badRequest(`container ${name} is not valid for pod ${metadata.name}`);
  return name;
}
