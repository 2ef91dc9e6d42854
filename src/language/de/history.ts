import type { history as english } from '../en/history.ts';
import type { Translation } from '../words.ts';

const history: Translation<typeof english> = {
  title: 'Verlauf',
  'span.all': 'Alles',
  'span.tenMinutes': '10 min',
  'span.minute': '1 min',
  'span.tenSeconds': '10 s',
  find: 'Name, Art oder Urheber',
  findLabel: 'Bahnen nach Name, Art oder Urheber suchen',
  timeShown: 'Gezeigte Zeit',
  changedOnly: 'nur Geändertes',
  side: 'Der Schreibvorgang und sein Objekt',
  beside: 'Neben den Bahnen',
  write: 'Schreibvorgang',
  object: 'Objekt',
  beingRead: 'Die Schreibvorgänge werden gelesen.',
  nothing: 'Hier wurde nichts geschrieben, seit der Cluster läuft.',
  noneFits: 'Keine Bahn passt zu „{text}“.',
  'mark.created': '● angelegt',
  'mark.changed': '| geändert',
  'mark.deleted': '✕ gelöscht',
  'mark.event': '◆ Event',
  'state.ok': 'gut',
  'state.wait': 'noch nicht da',
  'state.wrong': 'gestört',
  'state.going': 'wird gelöscht',
  lane: '{kind} {name}, {writes, plural, one {# Schreibvorgang} other {# Schreibvorgänge}}, zuletzt um {time}',
  laneNote:
    '{kind} {name}, {writes, plural, one {# Schreibvorgang} other {# Schreibvorgänge}}, zuletzt um {time}: {note}',
  laneDeleted: '{kind} {name}, {writes, plural, one {# Schreibvorgang} other {# Schreibvorgänge}}, gelöscht um {time}',
  markSays: '{time} von {user} {type, select, ADDED {angelegt} DELETED {gelöscht} other {geändert}}',
  markSaysMore:
    '{time} von {user} {type, select, ADDED {angelegt} DELETED {gelöscht} other {geändert}}, und {count, plural, one {# Schreibvorgang} other {# Schreibvorgänge}} kurz davor',
  someone: 'jemandem',
  notKept: 'Dieser Schreibvorgang ist nicht mehr aufbewahrt oder wird gelesen.',
  chooseMark:
    'Wähle eine Marke auf einer Bahn: Was sie änderte und wer es war, steht hier. Mit der Tastatur: ↑ ↓ zwischen Bahnen, ← → zwischen Schreibvorgängen.',
  wrote: '{kind} {name} {type, select, ADDED {angelegt} DELETED {gelöscht} other {geändert}}',
  at: 'Um',
  by: 'Von',
  notKnown: 'nicht bekannt',
  fieldManager: 'Field Manager',
  request: 'Anfrage',
  revision: 'Revision',
  sameShown: 'Von dem Gezeigten hat sich nichts geändert.',
  showControlPlane: 'Control Plane zeigen',
};

export default history;
