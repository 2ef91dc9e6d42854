import type { Action } from '../api/scenario.ts';
import type { Flag } from '../protocol/view.ts';
import { describeAction } from '../sim/cluster/scenario-run.ts';
import { DIFF_LOOKS } from './diff-stream.ts';

const LOOKS =
  /^\s*(?:kubectl|k)\s+(?:get|describe|logs|explain|top|events|api-|version|cluster-info|config|auth|wait|diff|options|help)|^\s*(?:ls|cat|echo|pwd|cd|grep|head|tail|wc|clear|history|vi|nano)\b/;

/** Whether an input gets a flag on the timeline: what only looks, and keys, get none. */
export function isDeed(action: Action): boolean {
  if (action.type === 'shell') return !LOOKS.test(action.line);
  if (action.type === 'kubectl') return action.stdin === undefined || !DIFF_LOOKS.includes(action.command);
  return action.type !== 'keys' && action.type !== 'complete' && action.type !== 'edited';
}

/** The mark of an input on the timeline. */
export function flagOf(atMs: number, action: Action): Flag {
  const label = describeAction(action).split('\n')[0]!;
  return { atMs, label, kind: action.type === 'fault' ? 'fault' : 'input' };
}
