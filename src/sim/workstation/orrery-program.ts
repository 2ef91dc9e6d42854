import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { DecisionRow } from '../../protocol/messages.ts';
import type { Program } from '../shell/kernel/proc.ts';
import { whyText } from './why-text.ts';

/** The last scheduling attempts of a Pod (`namespace/name`), newest first. */
export type Decisions = (podKey: string) => readonly DecisionRow[];

const USAGE = 'usage: orrery why POD [-n NAMESPACE]';

/** What only this model can tell: `orrery why POD` prints the scheduler's last decision on a Pod. */
export function orreryProgram(decisions: Decisions): Program {
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
    const [last] = decisions(`${namespace}/${pod}`);
    if (!last) {
      yield* proc.complain(`orrery: the scheduler has taken no decision on pod ${pod} in namespace ${namespace}`);
      return 1;
    }
    yield* proc.print(encodeUtf8(whyText(pod, last)));
    return 0;
  };
}
