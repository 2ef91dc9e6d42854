import { time } from '../../language/en/time.ts';
import type { DeedSaid, DeedText } from '../../protocol/deed.ts';

/** What was done in the page's words, where it is no line that somebody typed: those stay as they are. */
export function deedWords({ label, said }: DeedText): string {
  return said === undefined ? label : wordsOf(said);
}

function wordsOf(said: DeedSaid): string {
  switch (said.say) {
    case 'fault':
      return time(`did.${said.fault}`, { target: said.target });
    case 'repair':
      return time('did.repair', { target: said.target });
    case 'switch':
      return time('did.switch', { client: said.client, to: hostOf(said.to) });
    case 'traffic':
      return said.perSecond <= 0
        ? time('did.trafficStops', { client: said.client })
        : time('did.traffic', { client: said.client, to: hostOf(said.to) });
    case 'push':
      return time('did.push', { image: said.image });
    case 'scheduler':
      return time('did.scheduler');
    case 'readiness':
      return time(said.ready ? 'did.Ready' : 'did.NotReady', { node: said.node });
  }
}

/** A URL of a host alone is shown as the host. */
function hostOf(url: string): string {
  return url.replace(/^https?:\/\/([^/]*)\/?$/, '$1');
}
