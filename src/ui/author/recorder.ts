import type { RecordedStep } from '../../protocol/lesson.ts';
import { useCluster } from '../store/cluster-store.ts';
import { call } from '../store/session.ts';
import { edit, useAuthor } from './author-store.ts';
import { insertStep, removeStep } from './draft.ts';
import { pathOf } from './edits.ts';

// While it records, the draft follows the run's own log of inputs: what is undone, or left behind by acting in the past,
// goes from the draft as well.

/** Deeds of this run that the draft has taken, or that came before it recorded. */
let known = new Map<string, RecordedStep>();
/** Those of them that stand in the draft. */
let taken = new Map<string, RecordedStep>();
let run: unknown = null;

const keyOf = ({ at, step }: RecordedStep): string => JSON.stringify([at, step]);
const stepOf = ({ at, step }: RecordedStep) => ({ at, ...step });

/** What the person has done in the run so far. */
async function deeds(): Promise<readonly RecordedStep[]> {
  const answer = await call({ type: 'record' });
  return answer.type === 'recorded' ? answer.steps : [];
}

/** Records from now on; `all` takes what was done before in this run as well. */
export async function record(all: boolean): Promise<void> {
  const before = all ? [] : await deeds();
  known = new Map(before.map((step) => [keyOf(step), step]));
  taken = new Map();
  ({ run } = useCluster.getState());
  useAuthor.setState({ recording: true });
  if (all) await takeNews();
}

export function stopRecording(): void {
  useAuthor.setState({ recording: false });
}

/** Brings the draft up to the run's log. Stops when another run has begun. */
export async function takeNews(): Promise<void> {
  if (useCluster.getState().run !== run) {
    stopRecording();
    return;
  }
  const all = await deeds();
  const { recording, looks, list } = useAuthor.getState();
  if (!recording) return;
  const path = pathOf(list);
  const now = new Set(all.map(keyOf));
  for (const [key, step] of taken)
    if (!now.has(key)) {
      taken.delete(key);
      known.delete(key);
      edit((text) => removeStep(text, path, stepOf(step)));
    }
  for (const step of all) {
    const key = keyOf(step);
    if (known.has(key)) continue;
    known.set(key, step);
    if (step.lost !== '' || (step.looks && !looks)) continue;
    taken.set(key, step);
    edit((text) => insertStep(text, path, stepOf(step)));
  }
}
