import type { editor as english } from '../en/editor.ts';
import type { Translation } from '../words.ts';

const editor: Translation<typeof english> = {
  says: 'YAML. Steuerung und Eingabe wenden es an. Mit Steuerung und M verlässt Tab den Editor.',
  yaml: 'YAML',
  files: 'Dateien',
  close: '{file} schließen',
  newFile: 'Neue Datei',
  useFull: 'Vollen Editor nutzen',
  usePlain: 'Einfachen Editor nutzen',
  notAllApplied: 'Nicht alles angewendet',
  notApplied: 'Nicht angewendet',
  line: 'Zeile {line}',
  terminalWaits: 'Das Terminal wartet auf diese Datei',
  leave: 'Verlassen',
  save: 'Speichern',
  applying: 'Wird angewendet …',
  notAppliedYet: 'Entwurf',
  applied: 'Angewendet',
  changed: 'Geändert, nicht angewendet',
  tabLeaves: 'Tab verlässt den Editor. Mit <kbd></kbd> rückt er ein.',
  tabIndents: 'Tab rückt ein. Mit <kbd></kbd> verlässt er den Editor.',
  applyHint: 'Diese Datei auf den Cluster anwenden',
  notUp: 'Der Cluster läuft noch nicht',
  apply: 'Anwenden',
  'template.deployment': 'Deployment',
  'template.sized': 'Deployment mit Requests und einer Probe',
  'template.service': 'Service',
  'template.pod': 'Pod',
  'template.configuration': 'ConfigMap und Secret',
  'template.namespace': 'Namespace',
  'template.broken': 'Deployment mit einem Image, das es nicht gibt',
  'template.empty': 'Leere Datei',
  removed: '{from} wurde aus Kubernetes entfernt; v1.32 bedient {to}. {note}',
  convert: 'In {to} umwandeln',
  'note.workload':
    'Was nicht dasteht, heißt jetzt etwas anderes: progressDeadlineSeconds 600, revisionHistoryLimit 10, 25 % Surge.',
  'note.ingress': 'Ein Pfad passt wie bisher nach Art des Ingress-Controllers (ImplementationSpecific).',
  'note.budget': 'Ein leerer Selector meint jetzt alle Pods des Namespace; früher keinen.',
};

export default editor;
