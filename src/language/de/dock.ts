import type { dock as english } from '../en/dock.ts';
import type { Translation } from '../words.ts';

const dock: Translation<typeof english> = {
  logs: 'Logs',
  requests: 'Anfragen',
  trace: 'Nachrichten',
  outputAndCommands: 'Terminal, Logs und Anfragen',
  eventsAndTrace: 'Events und Nachrichten',
  split: 'Breite des linken Teils',
  loading: 'Wird geladen …',
  whose: 'Wessen Ausgabe',
  theSelected: 'Das ausgewählte Objekt',
  selectedNow: 'Ausgewählt: {name}',
  previous: 'voriger Lauf',
  filter: 'Filtern',
  noTarget:
    'Wähle einen Pod oder einen Workload aus, oder oben einen Workload. Was seine Container ausgeben, erscheint hier sofort.',
  noPods: 'Keiner seiner Pods ist auf einem Node.',
  noLines: 'Noch keine Ausgabe.',
  noPrevious: 'Keiner seiner Container ist vorher schon gelaufen.',
  noMatch: 'Keine Zeile enthält diesen Text.',
  silent:
    '{count, plural, one {{names} ist auf einem Node, der nicht antwortet} other {{names} sind auf Nodes, die nicht antworten}}: Was seither ausgegeben wurde, lässt sich nicht lesen.',
  newer: 'Zum Neuesten',
  same: 'Dasselbe im Terminal',
  which: 'Welche Anfragen',
  writes: 'Schreibend',
  refused: 'Abgelehnt',
  all: 'Alle',
  noRequests: 'Noch keine solche Anfrage.',
  requestHint: 'Zeigt sie in der Ansicht Control plane',
  whichMessages: 'Welche Nachrichten',
  watches: 'Watch-Events',
  store: 'Speicher',
  noMessages: 'Noch keine Nachricht. Sie kommen, während der Cluster läuft.',
  lost: 'verloren',
  took: '{ms} ms',
  broken: 'Dieser Bereich hat einen Fehler. Der Rest der Seite funktioniert weiter.',
};

export default dock;
