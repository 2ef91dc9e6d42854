import type { Process } from '../../api/process.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { DecisionRow, PendingRow } from '../../protocol/decisions.ts';
import type { Proc, Program } from '../shell/kernel/proc.ts';
import { FAULT_USAGE, type FaultPort, runFault } from './fault-command.ts';
import { whyText } from './why-text.ts';

/** What the scheduler tells of a Pod (`namespace/name`). */
export interface SchedulerRecords {
  /** Its last attempts, newest first. */
  decisions(podKey: string): readonly DecisionRow[];
  whyPending(podKey: string): PendingRow | undefined;
}

const USAGE = `usage: orrery why POD [-n NAMESPACE]
       ${FAULT_USAGE}`;

/**
 * What only this model can tell and do: `orrery why POD` prints the scheduler's last decision on a Pod, `orrery fault …` breaks
 * something or mends it.
 */
export function orreryProgram(records: SchedulerRecords, faults: FaultPort): Program {
  return function* (proc) {
    const args = proc.argv.slice(1).map(decodeUtf8);
    if (args[0] === 'fault') return yield* breakIt(proc, args.slice(1), faults);
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

function* breakIt(proc: Proc, args: readonly string[], faults: FaultPort): Process<number> {
  try {
    yield* proc.print(encodeUtf8(runFault(args, faults)));
    return 0;
  } catch (error) {
    yield* proc.complain(`error: ${(error as Error).message}`);
    return 1;
  }
}
