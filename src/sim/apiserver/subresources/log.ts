import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { notFound } from '../../../api/status.ts';
import { decodeUtf8 } from '../../../base/bytes.ts';
import type { LogOptions } from '../../kubelet/server/requests.ts';
import type { Query } from '../http/query.ts';
import { askKubelet, containerNamed } from '../kubelet-client.ts';
import { lookUp } from '../server.ts';
import type { Subresource } from '../subresource.ts';

const TEXT = { 'Content-Type': 'text/plain' };

/** What a container has written. Models LogREST of pkg/registry/core/pod/rest. */
const log: Subresource = {
  name: 'log',
  verbs: ['get'],
  has: ({ group, plural }) => group === '' && plural === 'pods',
  *serve() {
    return { code: 200, body: '' };
  },
  *connect(server, { namespace, name, query, channels }) {
    const pod = lookUp(server, '', 'pods', namespace, name) as Pod | undefined;
    if (!pod) throw notFound({ group: '', plural: 'pods' } as never, name);
    const container = containerNamed(pod, query.get('container')?.[0] ?? '');
    if (!pod.spec?.nodeName) return { code: 200, headers: TEXT, body: '' };
    const options = optionsOf(query, server.engine.unixMs);
    const rest = pathQuery(query);
    const path = `/containerLogs/${namespace}/${name}/${container}${rest ? `?${rest}` : ''}`;
    const request = { what: 'log', namespace, pod: name, container, options } as const;
    const answer = yield* askKubelet(server, pod, channels ? { ...request, client: channels } : request, path);
    const { connection } = answer;
    return { code: 200, headers: TEXT, body: decodeUtf8(answer.body), ...(connection ? { connection } : {}) };
  },
};

function optionsOf(query: Query, nowMs: number): LogOptions {
  const first = (key: string): string | undefined => query.get(key)?.[0];
  const isSet = (key: string): boolean => /^(true|1)$/.test(first(key) ?? '');
  const number = (key: string): number | undefined => (first(key) === undefined ? undefined : Number(first(key)));
  const since = number('sinceSeconds');
  const sinceTime = first('sinceTime');
  return {
    follow: isSet('follow'),
    previous: isSet('previous'),
    timestamps: isSet('timestamps'),
    tailLines: number('tailLines'),
    sinceMs: since !== undefined ? nowMs - since * 1000 : sinceTime ? Date.parse(sinceTime) : undefined,
    limitBytes: number('limitBytes'),
  };
}

/** The parameters that the kubelet gets, sorted as Go encodes them. */
function pathQuery(query: Query): string {
  const keys = ['follow', 'limitBytes', 'previous', 'sinceSeconds', 'sinceTime', 'tailLines', 'timestamps'];
  return keys.flatMap((key) => (query.get(key) ?? []).map((value) => `${key}=${encodeURIComponent(value)}`)).join('&');
}

export default log;
