import type { share as english } from '../en/share.ts';
import type { Translation } from '../words.ts';

const share: Translation<typeof english> = {
  title: 'Diesen Moment teilen',
  says: 'Wer den Link öffnet, sieht den Cluster, wie er um {time} ist, mit allem, was dazu geführt hat, und kann von dort weitermachen. Nichts wird irgendwo gespeichert: Der Link enthält alles.',
  making: 'Der Link wird erzeugt.',
  link: 'Link',
  copy: 'Kopieren',
  copied: 'Kopiert',
  length: '{length, number} Zeichen.',
  tooLong: '{length, number} Zeichen: zu lang für die meisten Chats. Schicken Sie stattdessen die Datei.',
  qr: 'QR-Code des Links',
  save: 'Als Datei speichern',
  openFile: 'Datei öffnen …',
  embed: 'In eine Seite einbetten',
  controls: 'Bedienung',
  'controls.all': 'Zeit und Handlungen',
  'controls.time': 'nur die Zeit',
  'controls.none': 'keine',
  readOnly: 'nicht veränderbar',
  clickToLoad: 'lädt erst auf Klick',
  code: 'Code für die Seite',
  preview: 'Vorschau',
  notOpened: 'Dieser Link wurde nicht geöffnet: {why}.',
  notALink: 'Er enthält keinen Moment eines Laufs',
  newer: 'Eine neuere Version von kube-orrery hat ihn erzeugt',
  tooMuch: 'Er enthält zu viel',
  damaged: 'Er ist beschädigt; vielleicht fehlt ein Teil',
  noRun: 'Er beschreibt keinen Lauf ({detail})',
  noScenario: 'Sein Szenario {file} gibt es in dieser Version von kube-orrery nicht',
  otherScenario: 'Sein Szenario {file} ist in dieser Version von kube-orrery ein anderes',
};

export default share;
