import { parseComparison } from '../../api/comparison.ts';
import { beside } from '../../language/en/beside.ts';
import type { BranchRow } from '../../protocol/branch.ts';
import { layoutFor } from '../shell/use-layout.ts';
import { useCluster } from '../store/cluster-store.ts';
import { say } from '../store/commands.ts';
import { shortTime } from '../store/format-time.ts';
import { usePageSize } from '../store/page-size.ts';
import { call, currentScenario, startRun } from '../store/session.ts';
import { showPage, useView } from '../store/view-store.ts';
import { type BesideRun, useBeside } from './shown.ts';

/** Two figures need more than a phone has: it says so. */
function open(run: BesideRun): void {
  if (layoutFor(usePageSize.getState().width) === 'phone') {
    say(beside('needsRoom'));
    return;
  }
  showPage('cluster');
  useBeside.setState({ run });
}

/** Shows another branch beside the one that goes on. */
export async function besideBranch(current: BranchRow, branch: BranchRow): Promise<void> {
  const answer = await call({ type: 'situation', branch: branch.id });
  if (answer.type !== 'situation') return;
  const from = ({ parent, forkMs }: BranchRow): string =>
    parent === null ? beside('fromStart') : beside('leftAt', { time: shortTime(forkMs) });
  open({
    names: [current.name, branch.name],
    differs: [from(current), from(branch)],
    scenario: currentScenario(),
    situation: answer.situation,
  });
}

/** Applies a text in thought: a run with it goes beside the one without. */
export async function tryBeside(yaml: string, file: string): Promise<void> {
  const answer = await call({ type: 'situation', apply: yaml });
  if (answer.type !== 'situation') return;
  const time = shortTime(useCluster.getState().nowMs);
  open({
    names: [beside('without'), beside('with')],
    differs: [beside('asItIs'), beside('applied', { file, time })],
    scenario: currentScenario(),
    situation: answer.situation,
  });
}

/** The comparisons that ship with the page. */
export const DEMOS = ['rolling-or-recreate', 'with-or-without-budget', 'spread-or-pack'] as const;

export type DemoName = (typeof DEMOS)[number];

const texts = import.meta.glob<string>('../../scenarios/beside/*.yaml', { query: '?raw', import: 'default' });

/** Starts both sides of a comparison. */
export async function openDemo(name: DemoName): Promise<void> {
  useView.setState({ openPanel: 'none' });
  useBeside.setState({ run: null });
  const text = await texts[`../../scenarios/beside/${name}.yaml`]!();
  const { sides } = parseComparison(text, beside(`title.${name}`));
  await startRun(() => Promise.resolve(sides[0].scenario));
  open({
    names: [beside(`here.${name}`), beside(`there.${name}`)],
    differs: [beside(`hereSays.${name}`), beside(`thereSays.${name}`)],
    scenario: sides[1].scenario,
  });
}
