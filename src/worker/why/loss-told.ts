import type { KindRef } from '../../protocol/inspect.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { Told } from './step.ts';

/** What a loss says, and the object whose story goes on, there or not. */
export interface LossTold extends Told {
  readonly object?: KindRef | undefined;
  readonly actor?: string;
}

/** The object of a key `namespace/name`. */
export function refAt(kind: string, key: string): KindRef {
  const at = key.indexOf('/');
  return { kind, namespace: key.slice(0, Math.max(0, at)), name: key.slice(at + 1) };
}

const refIf = (kind: string, key: string | undefined): KindRef | undefined => (key ? refAt(kind, key) : undefined);

/** Tells why requests were lost. A fact `none` is left out of the sentence. */
export function lossTold(cause: LossCause): LossTold {
  switch (cause.at) {
    case 'client':
      return { say: 'lossClient' };
    case 'dns':
      return dnsTold(cause);
    case 'balancer': {
      const object = refIf('Node', cause.node && `/${cause.node}`) ?? refAt('Service', cause.service);
      return { say: 'lossBalancer', facts: { service: cause.service, node: cause.node || 'none' }, object };
    }
    case 'ingress': {
      const object = refIf('Service', cause.service) ?? refIf('Ingress', cause.ingress);
      return { say: 'lossIngress', facts: { status: cause.status }, object };
    }
    case 'service': {
      const object = refAt('Service', cause.service);
      const say = cause.refused ? 'lossRefused' : 'lossDropped';
      return { say, facts: { service: object.name, node: cause.node }, object, actor: 'kube-proxy' };
    }
    case 'policy': {
      const policies = cause.policies.map((key) => refAt('', key).name).join(', ');
      const facts = { direction: cause.direction, policies, pod: refAt('', cause.pod).name || cause.ip };
      return { say: 'lossPolicy', facts, object: refIf('NetworkPolicy', cause.policies[0]) };
    }
    case 'target': {
      const object = refIf('Pod', cause.pod);
      const where = { node: cause.node || 'none', ip: cause.ip, pod: object?.name ?? 'none' };
      const facts = { ...where, refused: cause.refused ? 'yes' : 'no' };
      return { say: 'lossTarget', facts, object, actor: cause.node === '' ? '' : 'kube-proxy' };
    }
    case 'server': {
      const object = refIf('Pod', cause.pod);
      return { say: 'lossServer', facts: { what: cause.what, pod: object?.name ?? cause.ip }, object };
    }
  }
}

/** What runs the cluster's name servers: what became of it is why nobody answers. */
const NAME_SERVER: KindRef = { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' };

/** A name that is not known may be that of a Service that is not there: `web`, `web.shop`, `web.shop.svc.cluster.local`. */
function dnsTold({ name: host, answer, isOutside }: Extract<LossCause, { at: 'dns' }>): LossTold {
  const facts = { host };
  if (answer !== 'NXDOMAIN') return { say: 'lossNoDns', facts, object: NAME_SERVER, actor: 'coredns' };
  const [name = '', namespace = 'default'] = host.split('.');
  const object = isOutside ? undefined : { kind: 'Service', namespace, name };
  return { say: 'lossDns', facts, object, actor: 'coredns' };
}
