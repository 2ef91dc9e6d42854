import type { moments as english } from '../en/moments.ts';
import type { Translation } from '../words.ts';

const moments: Translation<typeof english> = {
  more: 'Weitere Arten weiterzugehen',
  stepBy: 'Ein Schritt geht weiter bis',
  auto: 'zu dem, was die Ansicht zeigt',
  event: 'zum nächsten Event',
  message: 'zur nächsten Nachricht',
  write: 'zum nächsten Schreiben',
  runUntil: 'Laufen, bis …',
  selectedReady: '{name} Ready ist',
  selectedAvailable: '{name} verfügbar ist',
  selectedComplete: '{name} fertig ist',
  selectedDeleted: '{name} weg ist',
  warning: 'die nächste Warnung kommt',
  rest: 'sich nichts mehr ändert',
  minute: 'eine Minute vergangen ist',
  condition: 'Eine Bedingung',
  run: 'Laufen',
  syntax: 'wie bei kubectl wait: --for=condition=Available deployment/web; event BackOff; time 5:00; oder CEL: {cel}',
  waiting: 'läuft bis {condition}',
  stopWaiting: 'Nicht mehr darauf warten',
  met: 'Angehalten: {condition}',
  bookmark: 'Merken',
  bookmarks: 'Lesezeichen',
  bookmarkHint: 'Merkt diesen Moment  b',
  bookmarkName: 'Lesezeichen {number}',
  name: 'Name',
  goTo: 'Zu {name}, {time}',
  remove: '{name} entfernen',
  none: 'Noch ist kein Moment gemerkt.',
  mark: 'Diesen Moment merken',
};

export default moments;
