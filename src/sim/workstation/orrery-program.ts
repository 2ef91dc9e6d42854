import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { DecisionRow, PendingRow } from '../../protocol/messages.ts';
import type { Program } from '../shell/kernel/proc.ts';
import { whyText } from './why-text.ts';

/** What the scheduler tells of a Pod (`namespace/name`). */
export interface SchedulerRecords {
  /** Its last attempts, newest first. */
  decisions(podKey: string): readonly DecisionRow[];
  whyPending(podKey: string): PendingRow | undefined;
}

const USAGE = 'usage: orrery why POD [-n NAMESPACE]';

/** What only this model can tell: `orrery why POD` prints the scheduler's last decision on a Pod. */
export function orreryProgram(records: SchedulerRecords): Program {
  return function* (proc) {
    const args = proc.argv.slice(1).map(decodeUtf8);
    const flag = args.findIndex((arg) => arg === '-n' || arg === '--namespace');
    const namespace = flag < 0 ? 'default' : (args[flag + 1] ?? '');
    const words = flag < 0 ? args : args.filter((_arg, i) => i !== flag && i !== flag + 1);
    const [command, name] = words;
    if (command !== 'why' || name === undefined || words.length > 2 || namespace === '') {
      yield* proc.complain(USAGE);
      return 2;
    }
    const pod = name.replace(/^pods?\//, '');
    const [last] = records.decisions(`${namespace}/${pod}`);
    const pending = records.whyPending(`${namespace}/${pod}`);
    if (!last && !pending) {
      yield* proc.complain(`orrery: the scheduler has taken no decision on pod ${pod} in namespace ${namespace}`);
      return 1;
    }
    yield* proc.print(encodeUtf8(whyText(pod, last, pending)));
    return 0;
  };
}
