import type { actions as english } from '../en/actions.ts';
import type { Translation } from '../words.ts';

const actions: Translation<typeof english> = {
  find: 'suchen oder ausführen',
  run: 'laufen lassen, anhalten',
  stepEvent: 'einen Schritt zum nächsten Ereignis',
  stepBack: 'zurück zum letzten Ereignis',
  backTen: 'zehn Sekunden zurück',
  forwardTen: 'zehn Sekunden vor, so weit der Lauf schon war',
  undo: 'die letzte Eingabe zurücknehmen',
  faster: 'schneller',
  slower: 'langsamer',
  showView: 'Ansicht „{view}“ zeigen',
  nextPart: 'von Teil zu Teil; in das Bild',
  amongNodes: 'im Bild: zwischen Nodes und Pods',
  firstLast: 'im Bild: erster, letzter Node',
  inspect: 'im Bild: untersuchen',
  close: 'schließen; nichts auswählen',
  zoom: 'im Bild: vergrößern, verkleinern',
  whatIf: 'im Bild: was wäre, wenn der Pod anderswo liefe; ← → wählen den Node',
  kill: 'den gewählten Pod löschen',
  scale: 'den gewählten Workload skalieren',
  cordon: 'den gewählten Node sperren oder freigeben (cordon)',
  cut: 'den gewählten Node vom Netz trennen oder verbinden',
  push: 'ein Image mit eigenem Verhalten bereitstellen',
  share: 'diesen Moment teilen: Link, QR-Code oder Datei',
  edit: 'YAML bearbeiten',
  apply: 'im Editor: anwenden',
  tabLeaves: 'im Editor: Tab verlässt ihn oder rückt wieder ein',
  terminal: 'im Terminal tippen',
  foldEditor: 'den Editor einklappen',
  foldDock: 'das Dock einklappen',
  foldInspector: 'den Inspektor einklappen',
  theme: 'hell oder dunkel',
  help: 'Hilfe',
};

export default actions;
