import type { Action } from '../api/scenario.ts';
import type { DeedSaid, DeedText } from '../protocol/deed.ts';
import type { Flag } from '../protocol/view.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import { describeAction } from '../sim/cluster/scenario-run.ts';
import { shellLooks } from '../sim/export/looks.ts';
import { DIFF_LOOKS } from './diff-stream.ts';
import { readinessChange } from './mirror/node-row.ts';

/** Whether an input gets a flag on the timeline: what only looks, and keys, get none. */
export function isDeed(action: Action): boolean {
  if (action.type === 'shell') return !shellLooks(action.line);
  if (action.type === 'kubectl') return action.stdin === undefined || !DIFF_LOOKS.includes(action.command);
  return action.type !== 'keys' && action.type !== 'complete' && action.type !== 'edited';
}

function saidOf(action: Action): DeedSaid | undefined {
  switch (action.type) {
    case 'fault':
      return { say: 'fault', fault: action.fault, target: action.target };
    case 'support':
      return 'switch' in action
        ? { say: 'switch', client: action.switch, to: action.to }
        : { say: 'repair', target: action.restart };
    case 'traffic':
      return { say: 'traffic', client: action.name, to: action.to, perSecond: action.rps };
    case 'push':
      return { say: 'push', image: action.image.name };
    case 'configureScheduler':
      return { say: 'scheduler' };
    default:
      return undefined;
  }
}

/** An input as the line that was typed, or as what was done. */
export function deedText(action: Action): DeedText {
  const label = describeAction(action).split('\n')[0]!;
  const said = saidOf(action);
  return said === undefined ? { label } : { label, said };
}

/** The mark of an input on the timeline. */
export function flagOf(atMs: number, action: Action): Flag {
  return { atMs, ...deedText(action), kind: action.type === 'fault' ? 'fault' : 'input' };
}

/** The mark of a write by which a node became Ready or NotReady; none of all others, and before the cluster was up. */
export function readinessFlags(atMs: number, write: CommittedWrite): readonly Flag[] {
  const ready = atMs < 0 ? undefined : readinessChange(write);
  if (ready === undefined) return [];
  const node = write.object.metadata.name ?? '';
  const label = `${node} ${ready ? 'Ready' : 'NotReady'}`;
  return [{ atMs, label, said: { say: 'readiness', node, ready }, kind: 'change' }];
}
