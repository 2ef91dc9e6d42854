import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { ServerPlace } from './image.ts';
import { textReply } from './text-reply.ts';

/** What the echo server of the Kubernetes project answers: all that it knows of the request. */
export function echoText(request: ServerRequest, { podName, ip, clientIp }: ServerPlace): ServerReply {
  const { method, path, headers, body } = request;
  const sent = [...headers].map(([name, value]) => `\t${name.toLowerCase()}=${value}`).sort();
  const host = headers.get('Host') ?? headers.get('host') ?? ip;
  return textReply(
    [
      '',
      '',
      `Hostname: ${podName}`,
      '',
      'Pod Information:',
      '\t-no pod information available-',
      '',
      'Server values:',
      '\tserver_version=nginx: 1.13.3 - lua: 10008',
      '',
      'Request Information:',
      `\tclient_address=${clientIp}`,
      `\tmethod=${method}`,
      `\treal path=${path}`,
      `\tquery=${path.split('?')[1] ?? ''}`,
      '\trequest_version=1.1',
      '\trequest_scheme=http',
      `\trequest_uri=http://${host.replace(/:\d+$/, '')}:8080${path}`,
      '',
      'Request Headers:',
      ...sent,
      '',
      'Request Body:',
      body || '\t-no body in request-',
      '',
      '',
    ].join('\n'),
    200,
    'text/plain',
  );
}
