import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { ApiError, badRequest, notFound } from '../../api/status.ts';
import type { KubeletRequest } from '../kubelet/server/requests.ts';
import { askKubelet, containerNamed } from './kubelet-client.ts';
import type { HttpResponse } from './request.ts';
import { lookUp, type Server } from './server.ts';
import type { ConnectRequest, Subresource } from './subresource.ts';

const UPGRADED = { Upgrade: 'websocket', Connection: 'Upgrade' };

/** A subresource of Pods that is a connection to a program: exec, attach, portforward. */
export function connecting(
  name: string,
  kind: string,
  request: (pod: Pod, asked: ConnectRequest) => Omit<KubeletRequest, 'namespace' | 'pod' | 'client'>,
): Subresource {
  return {
    name,
    verbs: ['create', 'get'],
    has: ({ group, plural }) => group === '' && plural === 'pods',
    object: { group: '', version: 'v1', kind },
    *serve() {
      throw badRequest('Upgrade request required');
    },
    connect: (server, asked) => connect(server, asked, request),
  };
}

function* connect(
  server: Server,
  asked: ConnectRequest,
  request: (pod: Pod, asked: ConnectRequest) => Omit<KubeletRequest, 'namespace' | 'pod' | 'client'>,
): Process<HttpResponse> {
  const { namespace, name, channels } = asked;
  const pod = lookUp(server, '', 'pods', namespace, name) as Pod | undefined;
  if (!pod) throw notFound({ group: '', plural: 'pods' } as never, name);
  const wanted = request(pod, asked);
  if (!pod.spec?.nodeName) throw badRequest(`pod ${name} does not have a host assigned`);
  if (!channels) throw new ApiError(400, 'BadRequest', 'Upgrade request required');
  const full = { ...wanted, namespace, pod: name, client: channels } as KubeletRequest;
  const { connection } = yield* askKubelet(server, pod, full, '');
  return { code: 101, headers: UPGRADED, body: '', ...(connection ? { connection } : {}) };
}

/** What exec and attach ask of a kubelet. */
export function streamsOf(
  pod: Pod,
  what: 'exec' | 'attach',
  { query }: ConnectRequest,
): Omit<KubeletRequest & { what: 'exec' | 'attach' }, 'namespace' | 'pod' | 'client'> {
  const isSet = (key: string): boolean => /^(true|1)$/.test(query.get(key)?.[0] ?? '');
  const container = containerNamed(pod, query.get('container')?.[0] ?? '');
  return { what, container, command: query.get('command') ?? [], stdin: isSet('stdin'), tty: isSet('tty') };
}
