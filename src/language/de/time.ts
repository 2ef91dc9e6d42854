import type { time as english } from '../en/time.ts';
import type { Translation } from '../words.ts';

const time: Translation<typeof english> = {
  fromStart: 'vom Anfang an',
  leftAt: 'verließ {branch} um {time}',
  branches: 'Zweige',
  branchesSay: 'Verläufe, die dieser Lauf nahm. Die anderen warten dort, wo du sie verlassen hast.',
  branchName: 'Name dieses Zweigs',
  beside: 'Neben {branch}',
  branchesOfRun: 'Zweige dieses Laufs',
  stoppedByError: 'nach Fehler angehalten',
  starting: 'startet, virtuelle Zeit',
  running: 'läuft, virtuelle Zeit',
  paused: 'angehalten, virtuelle Zeit',
  virtualTime: 'Virtuelle Zeit',
  loading: 'lädt',
  nothingToUndo: 'Nichts zurückzunehmen',
  takeBack: 'Zurücknehmen: {deed}',
  speed: 'Tempo der virtuellen Zeit',
  speedSays: '{speed} der echten Zeit',
  back: 'Zurück zum letzten Ereignis',
  step: 'Schritt {unit, select, message {zur nächsten Nachricht} other {zum nächsten Ereignis}}',
  controls: 'Zeitsteuerung',
  run: 'Laufen lassen',
  pause: 'Anhalten',
  space: 'Leertaste',
  timeline: 'Zeitleiste, {count, plural, one {# Marke} other {# Marken}}',
};

export default time;
