import { losses } from '../../language/en/losses.ts';
import type { LossCause } from '../../protocol/loss.ts';

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);

/** A cause in a few words, for its place in the figure. */
export function lossText(cause: LossCause): string {
  switch (cause.at) {
    case 'client':
      return losses('at.nowhere');
    case 'dns':
      return cause.answer === 'NXDOMAIN' ? losses('at.nxdomain', { name: cause.name }) : losses('at.noDns');
    case 'balancer':
      return cause.node === '' ? losses('at.noHealthy') : losses('at.nodeSilent', { node: cause.node });
    case 'ingress':
      return losses(cause.ingress === '' ? 'at.noRule' : 'at.answers', { status: cause.status });
    case 'service':
      if (cause.isBarred) return losses('at.barred');
      return cause.refused ? losses('at.noEndpoint') : losses('at.noEndpointOn', { node: cause.node });
    case 'policy':
      return losses('at.policy', { names: cause.policies.map(nameOf).join(', ') });
    case 'target':
      return losses(cause.refused ? 'at.refuses' : 'at.silent');
    case 'server':
      return losses(`server.${cause.what}`);
  }
}

/** The station at which requests were lost by a cause; '' for the client itself. */
export function stationOf(cause: LossCause): string {
  switch (cause.at) {
    case 'client':
    case 'dns':
      return '';
    case 'balancer':
      return `balancer ${cause.service}`;
    case 'ingress':
      return `ingress ${cause.ingress || '-'}`;
    case 'service':
      if (cause.isBarred) return losses('at.barred');
      return `service ${cause.service}`;
    case 'policy':
    case 'target':
    case 'server':
      if (cause.at === 'policy' && cause.direction === 'Egress') return '';
      return cause.pod === '' ? `address ${cause.ip}` : `pod ${cause.pod}`;
  }
}
