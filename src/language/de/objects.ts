import type { objects as english } from '../en/objects.ts';
import type { Translation } from '../words.ts';

const objects: Translation<typeof english> = {
  title: 'Objekte',
  'state.ok': 'gut',
  'state.wait': 'noch nicht da',
  'state.wrong': 'gestört',
  'state.going': 'wird gelöscht',
  podsOf: '{count, plural, one {# Pod} other {# Pods}} von {name}',
  inNamespace: 'in {namespace}',
  ownedBy: 'gehört {name}',
  pods: '{count, plural, one {# Pod} other {# Pods}}',
  of: 'von {name}',
  noNamespace: 'in keinem Namespace',
  namespace: 'Namespace',
  allButSystem: 'alle außer kube-*',
  allNamespaces: 'alle Namespaces',
  kinds: 'Arten',
  find: 'Name, Art oder Label',
  findLabel: 'Objekte nach Name, Art oder Label suchen',
  smaller: 'Kleiner',
  larger: 'Größer',
  beingRead: 'Die Objekte werden gelesen.',
  noneOfKind: 'Hier gibt es keine Objekte dieser Arten.',
  noneFits: 'Kein Objekt passt zu „{text}“.',
  key: 'Durchgezogen: besitzt. Gestrichelt: wählt aus, bindet ein, läuft auf, verweist auf.',
  inspector: 'Inspektor',
  closeInspector: 'Inspektor schließen',
};

export default objects;
