import { openWorker } from '../store/link.ts';
import { startRun } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { useAuthor } from './author-store.ts';
import { stopRecording } from './recorder.ts';

/** What does not hold of a scenario's lesson, by a worker of its own: the run that is shown goes on. */
export function faultsOf(scenario: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const link = openWorker((message) => {
      if (message.type === 'frame') return;
      link.close();
      resolve(message.type === 'checked' ? message.faults : ['message' in message ? message.message : message.type]);
    });
    link.send({ type: 'check', id: 1, scenario });
  });
}

/** Plays the draft from its beginning as a student gets it, and checks meanwhile that its start fails and its solution solves it. */
export async function tryDraft(): Promise<void> {
  const { text } = useAuthor.getState();
  stopRecording();
  useAuthor.setState({ tried: { text, faults: null } });
  useView.setState({ authoring: 'trying' });
  void startRun(() => Promise.resolve(text));
  const faults = await faultsOf(text);
  if (useAuthor.getState().tried?.text === text) useAuthor.setState({ tried: { text, faults } });
}
