import type { common as english } from '../en/common.ts';
import type { Translation } from '../words.ts';

const common: Translation<typeof english> = {
  'more.and': '{names} und {count} weitere',
  'more.or': '{names} oder {count} weitere',
  close: 'Schließen',
  notReady: 'Nicht bereit',
  'client.ok': '{count} beantwortet',
  'client.error': '{count} mit Fehler beantwortet',
  'client.refused': '{count} abgewiesen',
  'client.reset': '{count} abgebrochen',
  'client.timedOut': '{count} ohne Antwort',
  'client.failed': '{count} ohne Namen',
  'rate.stopped': 'angehalten',
  'rate.users': '{users, plural, one {# Benutzer} other {# Benutzer}}, {rate} Anfragen/s',
  'rate.told': '{rate} Anfragen/s',
  'rate.now': 'jetzt {rate} Anfragen/s',
  delete: 'Löschen',
  allows: 'Erlaubt',
  nothing: 'Nichts.',
  oneLess: '{label}: einer weniger',
  oneMore: '{label}: einer mehr',
  lastMinute: 'In der letzten Minute {ok, plural, one {# Anfrage} other {# Anfragen}} beantwortet, {lost} verloren',
  imageOf: 'Image von {container}',
  setImage: 'Image setzen',
  images: 'Images',
  replicas: 'Replicas',
  notApplied: 'Nicht angewendet',
  'timer.now': 'jetzt',
  'life.ok': 'gut',
  'life.wait': 'nicht bereit',
  'life.wrong': 'gestört',
  'life.going': 'endet',
  'life.created': '{time} angelegt',
  'life.over': '{time} vorbei',
};

export default common;
