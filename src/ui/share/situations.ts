import type { Situation } from '../../api/situation/situation.ts';
import { share } from '../../language/en/share.ts';
import { useCluster } from '../store/cluster-store.ts';
import { call, currentScenario, startRun } from '../store/session.ts';
import { select, showPage, useView } from '../store/view-store.ts';
import { decodeSituation, encodeSituation } from './codec.ts';
import { nameScenario, scenarioTextOf } from './scenario-of.ts';

/** What is shown now: the run up to this moment, and the view. Undefined while nothing runs. */
export async function situationNow(): Promise<Situation | undefined> {
  const answer = await call({ type: 'situation' });
  const name = useCluster.getState().run?.name;
  if (answer.type !== 'situation' || name === undefined) return undefined;
  const { page, selection } = useView.getState();
  const scenario = await nameScenario(name, currentScenario());
  return { scenario, ...answer.situation, view: { page, ...(selection ? { selection } : {}) } };
}

/** The address that opens the present situation. */
export async function linkNow(): Promise<string | undefined> {
  const situation = await situationNow();
  if (!situation) return undefined;
  const address = new URL(location.href);
  address.search = '';
  address.hash = await encodeSituation(situation);
  return address.href;
}

/** Opens what a link or a file holds. What cannot be opened is said, and nothing else is loaded in its place. */
export async function openSituation(encoded: string): Promise<void> {
  try {
    const situation = await decodeSituation(encoded.trim().replace(/^.*#/s, ''));
    const text = await scenarioTextOf(situation.scenario);
    await startRun(() => Promise.resolve(text), situation);
    if (situation.view?.page) showPage(situation.view.page);
    if (situation.view?.selection) select(situation.view.selection);
  } catch (error) {
    useCluster.setState({ phase: 'refused', trouble: share('notOpened', { why: (error as Error).message }) });
  }
}
