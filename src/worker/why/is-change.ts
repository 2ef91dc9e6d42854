import { stateOf } from '../graph/object-state.ts';
import type { LoggedWrite } from '../write-log.ts';
import { tellWrite } from './tell-write.ts';

/** Whether a write has changed what an object is: its state, its wishes, its end; not what only counts or beats. */
export function isChange(write: LoggedWrite): boolean {
  const { type, kind, object, previous } = write;
  if (type !== 'MODIFIED' || !previous) return true;
  const before = stateOf(kind.kind, previous);
  const now = stateOf(kind.kind, object);
  if (before.state !== now.state || before.note !== now.note) return true;
  if (object.metadata.generation !== previous.metadata.generation) return true;
  if (kind.kind === 'Pod') return hasTold(write);
  return (object as { spec?: unknown }).spec !== (previous as { spec?: unknown }).spec || hasTold(write);
}

/** Of Pods, and of kinds that have no state of their own, every change that can be told. */
function hasTold(write: LoggedWrite): boolean {
  const { say } = tellWrite(write, () => undefined);
  return say !== 'touched' && say !== 'reported';
}
