import type { Action } from '../api/scenario.ts';
import type { Flag } from '../protocol/view.ts';
import { describeAction } from '../sim/cluster/scenario-run.ts';
import { shellLooks } from '../sim/export/looks.ts';
import { DIFF_LOOKS } from './diff-stream.ts';

/** Whether an input gets a flag on the timeline: what only looks, and keys, get none. */
export function isDeed(action: Action): boolean {
  if (action.type === 'shell') return !shellLooks(action.line);
  if (action.type === 'kubectl') return action.stdin === undefined || !DIFF_LOOKS.includes(action.command);
  return action.type !== 'keys' && action.type !== 'complete' && action.type !== 'edited';
}

/** The mark of an input on the timeline. */
export function flagOf(atMs: number, action: Action): Flag {
  const label = describeAction(action).split('\n')[0]!;
  return { atMs, label, kind: action.type === 'fault' ? 'fault' : 'input' };
}
