import type { ServerReply } from '../../shell/network-access.ts';
import type { ProxyNode } from './proxy-node.ts';
import { rulesOf } from './rules.ts';
import { hasService, type LiveServiceState, type ServiceView } from './service-view.ts';

/** Where kube-proxy says how it is, on every address of the node, and how it is configured, on 127.0.0.1 alone. */
const HEALTH_PORT = 10256;
export const STATUS_PORT = 10249;

/**
 * What a node's kube-proxy answers to the health checks of load balancers: it runs, and where only local endpoints get
 * traffic from outside it has one; else the node must be one that is to stay. Models pkg/proxy/healthcheck.
 */
export function servesOutside(view: ServiceView, key: string, node: ProxyNode): boolean {
  if (!node.isRunning) return false;
  const state = known(view, key, node);
  if (!state) return false;
  if (state.service.spec?.externalTrafficPolicy !== 'Local') return node.isEligible;
  return localEndpoints(state, node) > 0;
}

/** Whether kube-proxy has opened a port of its node for the health checks of a Service. */
export function opensHealthPort(view: ServiceView, port: number, node: ProxyNode): boolean {
  const key = view.ofHealthPort(port);
  const state = key !== undefined && node.isRunning ? known(view, key, node) : undefined;
  return state?.service.spec?.healthCheckNodePort === port;
}

/** A page of kube-proxy's own servers; undefined where none of them listens. Models pkg/proxy/healthcheck and cmd/kube-proxy. */
export function proxyPage(
  view: ServiceView,
  node: ProxyNode,
  port: number,
  path: string,
  now: { readonly nowMs: number; readonly unixMs: number },
): ServerReply | undefined {
  const page = path.replace(/\?.*$/, '');
  if (port === HEALTH_PORT && node.isRunning) return healthPage(node, page, now);
  if (port === STATUS_PORT && node.isRunning) return statusPage(node, page);
  const key = view.ofHealthPort(port);
  const state = key === undefined ? undefined : known(view, key, node);
  return state && opensHealthPort(view, port, node) ? servicePage(state, node) : undefined;
}

function servicePage(state: LiveServiceState, node: ProxyNode): ServerReply {
  const { namespace = '', name = '' } = state.service.metadata;
  const count = localEndpoints(state, node);
  const lines = [
    '{',
    '\t"service": {',
    `\t\t"namespace": ${JSON.stringify(namespace)},`,
    `\t\t"name": ${JSON.stringify(name)}`,
    '\t},',
    `\t"localEndpoints": ${count},`,
    '\t"serviceProxyHealthy": true',
    '}',
  ];
  const headers = new Map([...JSON_HEADERS, ['X-Load-Balancing-Endpoint-Weight', String(count)]]);
  return { status: count > 0 ? 200 : 503, headers, body: lines.join('\n') };
}

const JSON_HEADERS: readonly [string, string][] = [
  ['Content-Type', 'application/json'],
  ['X-Content-Type-Options', 'nosniff'],
];

function healthPage(
  node: ProxyNode,
  page: string,
  { nowMs, unixMs }: { readonly nowMs: number; readonly unixMs: number },
): ServerReply {
  if (page !== '/healthz' && page !== '/livez') return NOT_FOUND;
  const time = JSON.stringify(goTime(unixMs, nowMs - node.startedMs));
  const eligible = page === '/healthz' ? `, "nodeEligible": ${node.isEligible}` : '';
  const isHealthy = page === '/livez' || node.isEligible;
  const body = `{"lastUpdated": ${time},"currentTime": ${time}${eligible}}`;
  return { status: isHealthy ? 200 : 503, headers: new Map(JSON_HEADERS), body };
}

function statusPage(node: ProxyNode, page: string): ServerReply {
  const text = page === '/proxyMode' ? node.mode : page === '/healthz' ? 'ok' : undefined;
  if (text === undefined) return NOT_FOUND;
  return {
    status: 200,
    headers: new Map([['Content-Type', 'text/plain; charset=utf-8'], JSON_HEADERS[1]!]),
    body: text,
  };
}

const NOT_FOUND: ServerReply = {
  status: 404,
  headers: new Map([['Content-Type', 'text/plain; charset=utf-8'], JSON_HEADERS[1]!]),
  body: '404 page not found\n',
};

/** A time as Go prints it, with what its monotonic clock says since the process began. */
function goTime(unixMs: number, upMs: number): string {
  const whole = new Date(Math.floor(unixMs)).toISOString();
  const fraction = (unixMs / 1000).toFixed(6).split('.')[1]!.replace(/0+$/, '');
  const up = (upMs / 1000).toFixed(9);
  return `${whole.slice(0, 10)} ${whole.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`} +0000 UTC m=+${up}`;
}

function known(view: ServiceView, key: string, node: ProxyNode): LiveServiceState | undefined {
  const knownMs = node.knownMs();
  const state = knownMs === undefined ? undefined : view.at(key, knownMs, node.minSyncMs);
  return hasService(state) ? state : undefined;
}

/** The addresses of a Service's ready endpoints on a node. */
function localEndpoints(state: LiveServiceState, node: ProxyNode): number {
  const { ports = [] } = state.service.spec ?? {};
  const local = ports.flatMap((port) => rulesOf(state, port, node.name, node.zone).external);
  return new Set(local.filter((one) => one.ready && one.onThisNode).map(({ ip }) => ip)).size;
}
