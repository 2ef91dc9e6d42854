import { why } from '../../language/en/why.ts';
import { mirror } from '../store/cluster-store.ts';
import { WhyButton } from '../why/why-button.tsx';
import { lastOutage } from './outage.ts';

/** Asks for the causes of what the sentence tells of: of the way in which most of those requests were lost. */
export function WhyLost() {
  const [worst] = lastOutage(mirror.traffic.losses()).toSorted((a, b) => b.count - a.count);
  if (worst === undefined) return null;
  const { client, cause, lastMs } = worst;
  return <WhyButton query={{ about: 'loss', client, cause, atMs: lastMs }} about={why('aboutLoss', { client })} />;
}
