import type { IngressBackend } from '../../../api/k8s/networking-v1.gen.ts';
import type { Random } from '../../../base/random.ts';
import type { Hop } from '../../../protocol/hop.ts';
import type { RuntimeContainer } from '../../kubelet/runtime-container.ts';
import { readyTargets, type Target } from '../proxy/rules.ts';
import { hasService, type ServiceView } from '../proxy/service-view.ts';
import type { Routed } from '../routed.ts';
import type { Router, Source } from '../router.ts';
import { type CanaryRequest, takes } from './canary.ts';
import { hostTls, type IngressMatch, matchIngress } from './ingress-rules.ts';
import { type ControllerClass, controllerClass, type IngressView } from './ingress-view.ts';

/** A Pod that refuses is passed over, so often (proxy_next_upstream_tries). */
const TRIES = 3;

/** What an ingress controller does with a request: it passes it on, or answers itself with a status. */
export type Forwarded = {
  /** `namespace/name` of the Ingress whose rule it was, '' when none matches. */
  readonly ingress: string;
  /** `namespace/name` of the Service that the rule names, '' for none. */
  readonly service: string;
} & (
  | { readonly to: Routed; readonly path: string }
  | { readonly status: 308 | 404 | 502 | 503 | 504; readonly to?: Routed }
);

/** A request as an ingress controller reads it. */
export interface WebRequest {
  /** The Host header. */
  readonly host: string;
  readonly path: string;
  /** It came encrypted. */
  readonly isEncrypted?: boolean;
  /** The value of a header, by its name in lower case. */
  readonly header?: (name: string) => string | undefined;
}

const NO_HEADERS: CanaryRequest = { header: () => undefined };

/** The part of ingress-nginx that works on requests, the same in all its Pods. */
export interface IngressProxy {
  /** @param at where a request has come to. Undefined when that is no Pod of an ingress controller. */
  forward(at: Routed, request: WebRequest, hops?: Hop[]): Forwarded | undefined;
}

/** Makes it: rules decide on the Service, whose ready endpoints are asked in turn, past kube-proxy. */
export function createIngressProxy(options: {
  readonly router: Router;
  readonly view: ServiceView;
  readonly ingresses: IngressView;
  readonly random: Random;
}): IngressProxy {
  const { router, view, ingresses, random } = options;
  const turns = new Map<string, number>();

  const targetsFor = (namespace: string, backend: IngressBackend): readonly Target[] | undefined => {
    const { name = '', port } = backend.service ?? {};
    const state = view.latest(`${namespace}/${name}`);
    if (!hasService(state)) return undefined;
    const found = state.service.spec?.ports?.find((one) =>
      port?.name === undefined ? one.port === port?.number : one.name === port.name,
    );
    return found && readyTargets(state, found);
  };
  return {
    forward(at, request, hops) {
      if (at.container?.image.role !== 'ingress-nginx') return undefined;
      const own = ingresses.ofClass(classOf(at.container));
      const match = matchIngress(own, request.host, request.path);
      const tls = hostTls(own, request.host);
      const known = tls && ingresses.hasCertificate(tls.certificate) ? tls.certificate : '';
      const shown = request.isEncrypted ? { certificate: known } : {};
      const { ingress = '', rule = '' } = match ?? {};
      const say = (service: string, endpoint: string): void =>
        void hops?.push({ at: 'ingress', ingress, rule, ...shown, service, endpoint });
      if (match && tls?.redirects && !request.isEncrypted) {
        say('', '');
        return { ingress, service: '', status: 308 };
      }
      if (!match) {
        say('', '');
        return { ingress: '', service: '', status: 404 };
      }
      const backend = pickBackend(match, request.header ? { header: request.header } : NO_HEADERS, random);
      const targets = targetsFor(match.namespace, backend);
      const service = `${match.namespace}/${backend.service?.name ?? ''}`;
      if (!targets || targets.length === 0) {
        say(service, '');
        return { ingress: match.ingress, service, status: 503 };
      }
      const from: Source = { host: at.place!.host, proxy: router.proxies.get(at.place!.host), ip: at.ip, pod: at.pod };
      const by = { ingress: match.ingress, service };
      const picked = { service, node: '', endpoints: targets.length, connections: undefined };
      let last: Routed | undefined;
      for (let i = 0; i < TRIES; i++) {
        const turn = turns.get(service) ?? 0;
        turns.set(service, turn + 1);
        const target = targets[turn % targets.length]!;
        say(service, target.address);
        const to = router.reach(from, target.ip, target.port, hops, picked);
        last = to;
        if (to.outcome === 'ok') return { ...by, to, path: match.rewrite ?? request.path };
        if (to.outcome === 'timeout') return { ...by, status: 504, to };
      }
      return { ...by, status: 502, ...(last ? { to: last } : {}) };
    },
  };
}

const classes = new WeakMap<RuntimeContainer, ControllerClass>();

function classOf(container: RuntimeContainer): ControllerClass {
  let found = classes.get(container);
  if (!found) {
    found = controllerClass(container.config.words);
    classes.set(container, found);
  }
  return found;
}

function pickBackend(match: IngressMatch, request: CanaryRequest, random: Random): IngressBackend {
  for (const { backend, canary } of match.canaries) if (takes(canary, request, random)) return backend;
  return match.backend;
}
