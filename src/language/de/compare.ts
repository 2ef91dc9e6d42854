import type { compare as english } from '../en/compare.ts';
import type { Translation } from '../words.ts';

const compare: Translation<typeof english> = {
  diff: 'Vergleich',
  diffHint: 'Was Anwenden ändern würde',
  beside: 'Daneben',
  besideHint: 'Dies in einem Zweig anwenden und beide nebeneinander laufen lassen',
  close: 'Zurück zur Datei',
  live: 'Jetzt',
  merged: 'Nach dem Anwenden',
  asking: 'Der API-Server wird gefragt …',
  same: 'Anwenden würde nichts ändern.',
  created: 'Anwenden würde {count, plural, one {ein Objekt} other {# Objekte}} anlegen.',
  refused: 'Der API-Server würde das ablehnen.',
  title: 'Die Objekte des Clusters, und wie sie nach dem Anwenden wären',
  line: 'Zeile {line}',
};

export default compare;
