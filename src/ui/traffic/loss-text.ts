import type { LossCause } from '../../protocol/loss.ts';
import type { LossRow } from '../../protocol/traffic.ts';

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);

/** What a client saw, after a number: `213 timed out`. */
export const outcomeWords: Readonly<Record<LossRow['outcome'], string>> = {
  error: 'got an error',
  refused: 'refused',
  reset: 'cut off',
  timedOut: 'timed out',
  failed: 'name not found',
};

const serverWords: Readonly<Record<Extract<LossCause, { at: 'server' }>['what'], string>> = {
  full: 'queue full',
  error: 'answers with an error',
  ended: 'ended while working',
  late: 'too slow',
  'cut off': 'cut off',
};

/** A cause in a few words, for its place in the figure. */
export function lossText(cause: LossCause): string {
  switch (cause.at) {
    case 'client':
      return 'nowhere to send from';
    case 'dns':
      return cause.answer === 'NXDOMAIN' ? `NXDOMAIN ${cause.name}` : 'no answer from CoreDNS';
    case 'balancer':
      return cause.node === '' ? 'no healthy node' : `${cause.node} does not answer`;
    case 'ingress':
      return cause.ingress === '' ? `no rule: ${cause.status}` : `answers ${cause.status}`;
    case 'service':
      if (cause.isBarred) return 'not in the source ranges';
      return cause.refused ? 'no endpoint: refused' : `no endpoint on ${cause.node}`;
    case 'policy':
      return `policy ${cause.policies.map(nameOf).join(', ')}`;
    case 'target':
      return cause.refused ? 'refuses' : 'no answer';
    case 'server':
      return serverWords[cause.what];
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
      if (cause.isBarred) return 'not in the source ranges';
      return `service ${cause.service}`;
    case 'policy':
    case 'target':
    case 'server':
      if (cause.at === 'policy' && cause.direction === 'Egress') return '';
      return cause.pod === '' ? `address ${cause.ip}` : `pod ${cause.pod}`;
  }
}
