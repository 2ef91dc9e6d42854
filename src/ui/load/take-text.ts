import { create } from 'zustand';
import { parseScenario, ScenarioError } from '../../api/scenario-file.ts';
import { load } from '../../language/en/load.ts';
import { openSituation } from '../share/situations.ts';
import { startRun } from '../store/session.ts';
import { useView } from '../store/view-store.ts';

/** Larger files are no scenarios. */
const MOST_BYTES = 5_000_000;

/** What was wrong with what was to be loaded last, a line each. */
export const useRefused = create<{ readonly name: string; readonly problems: readonly string[] }>(() => ({
  name: '',
  problems: [],
}));

/** Tells what is wrong in the dialog; what runs goes on. */
export function refuse(name: string, problems: readonly string[]): void {
  useRefused.setState({ name, problems });
  useView.setState({ openPanel: 'load' });
}

/** Starts the scenario of a text, or a moment that was shared. What is wrong with it is told, and the present run goes on. */
export function takeText(text: string, name: string): void {
  if (/^\s*(?:\S+#)?s\d+\.[\w-]+\s*$/.test(text)) {
    useView.setState({ openPanel: 'none' });
    void openSituation(text);
    return;
  }
  try {
    parseScenario(text, name);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    refuse(name, error.message.split('\n'));
    return;
  }
  useRefused.setState({ name: '', problems: [] });
  useView.setState({ openPanel: 'none' });
  void startRun(() => Promise.resolve(text));
}

/** The same for a file. */
export async function takeFile(file: File): Promise<void> {
  if (file.size > MOST_BYTES) refuse(file.name, [load('tooLarge', { name: file.name })]);
  else takeText(await file.text(), file.name);
}
