import type { Action } from '../../api/scenario.ts';
import type { WhyStep } from '../../protocol/why.ts';
import { describeAction } from '../../sim/cluster/scenario-run.ts';
import { plainStep } from './step.ts';
import type { WhyWorld } from './world.ts';

/** An input as the end of a chain: the command as it was typed, or the scenario's step, or the fault. */
export function inputStep(world: WhyWorld, action: Action, atMs: number): WhyStep {
  const text = describeAction(action).split('\n')[0]!;
  const mine = world.isMine(action);
  const by = mine ? 'person' : 'scenario';
  const end = (say: WhyStep['say'], facts: WhyStep['facts'], root: WhyStep['root']): WhyStep => ({
    ...plainStep(say, { by, ...facts }, null, atMs, by),
    root,
  });
  if (action.type === 'fault') return end('faultDone', { fault: action.fault, target: action.target }, 'fault');
  if (action.type === 'apply') return mine ? end('applied', {}, by) : end('scenarioObjects', {}, by);
  const command = action.type === 'kubectl' ? `kubectl ${text}` : text;
  return end(mine ? 'typed' : 'scenarioDid', { command }, by);
}

/** The end of a chain that goes back to no input. */
export function otherRoot(world: WhyWorld, atMs: number): WhyStep {
  if (atMs <= 0) return { ...plainStep('clusterMade', {}, null, Math.min(0, atMs)), root: 'cluster' };
  const isCut = world.log.start > 0 || world.trace.head > 50_000;
  return isCut ? { ...plainStep('notKept', {}), root: 'past' } : { ...plainStep('timeCame', {}), root: 'time' };
}
