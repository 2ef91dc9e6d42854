import type { access as english } from '../en/access.ts';
import type { Translation } from '../words.ts';

const access: Translation<typeof english> = {
  skips: 'Sprungmarken',
  toFigure: 'Zum Bild springen',
  toTerminal: 'Zum Terminal springen',
  toTime: 'Zur Zeitsteuerung springen',
  panelsOpen: 'Bereiche über dem Bild',
  panelsClose: 'Bereiche schließen',
  hints: 'Erste Schritte',
  hintOf: '{at, number} von {all, number}',
  hintSelect: 'Einen Pod anklicken, oder 1, →, ↑ und Enter drücken: Der Inspektor sagt, warum er so ist, wie er ist.',
  hintBreak:
    'Stören … lässt Nodes abstürzen und hält Komponenten an; k beendet den gewählten Pod. Das Terminal zeigt den Befehl, der dasselbe tut.',
  hintTime:
    'Die Zeitleiste ziehen oder die Kommataste drücken führt zurück. Was in der Vergangenheit getan wird, beginnt einen eigenen Zweig.',
  hintTouch: 'Einen Pod antippen zeigt, warum er so ist, wie er ist; zwei Finger vergrößern.',
  hintNext: 'Weiter',
  hintDone: 'Schließen',
  hintNoMore: 'Keine Hinweise mehr',
  draftKept: 'Der Text vom letzten Mal ist aufgehoben: {names}.',
  draftOpen: 'Öffnen',
  draftDrop: 'Verwerfen',
  crashTitle: 'Die Seite hat einen Fehler',
  crashText:
    'Der Cluster läuft vielleicht weiter. Was im Editor stand, ist aufgehoben und wird beim nächsten Laden der Seite angeboten.',
  partBroken: 'Dieser Teil der Seite hat einen Fehler',
  partBrokenText: 'Der Cluster läuft weiter, und was im Editor steht, ist sicher.',
  partMissing: 'Dieser Teil der Seite kam nicht an',
  partMissingText:
    'Er wird geholt, wenn er zum ersten Mal gezeigt wird; vielleicht fehlt die Verbindung. Der Cluster läuft weiter, und was im Editor steht, ist sicher.',
  crashAgain: 'Noch einmal versuchen',
  crashReload: 'Seite neu laden',
};

export default access;
