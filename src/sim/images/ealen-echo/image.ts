import { type Image, server } from '../image.ts';
import { textReply } from '../text-reply.ts';

/** Tells about itself and the request as JSON; a program without a handler of SIGTERM. */
const image: Image = {
  names: ['ealen/echo-server'],
  hasTag: (tag) => /^latest$|^0\.[3-9]\.[0-9]$|^0\.[5-9]$/.test(tag),
  sizeBytes: 36_000_000,
  behave: ({ command }) =>
    command.length > 0 ? undefined : server({ startupMs: 500, ports: [80], memoryBytes: 35_000_000, stopMs: Infinity }),
  system: {
    flavour: 'busybox',
    also: ['node'],
    startLog: ['{"name":"echo-server","level":30,"msg":"Listening on port 80."}'],
    reply: ({ method, path, headers, body }, { podName, clientIp }) => {
      const sent = Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value]));
      const request = {
        params: { 0: path.split('?')[0] },
        query: {},
        cookies: {},
        body: body ? body : {},
        headers: sent,
      };
      const http = { method, baseUrl: '', originalUrl: path, protocol: 'http' };
      const host = { hostname: sent['host'] ?? '', ip: clientIp, ips: [] };
      return textReply(
        JSON.stringify({ host, http, request, environment: { HOSTNAME: podName } }),
        200,
        'application/json; charset=utf-8',
      );
    },
  },
};

export default image;
