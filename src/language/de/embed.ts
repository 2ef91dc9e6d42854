import type { embed as english } from '../en/embed.ts';
import type { Translation } from '../words.ts';

const embed: Translation<typeof english> = {
  open: 'Öffnen',
  caption: 'Was geschieht',
  kill: 'Einen Pod beenden',
  scale: 'Eine Replik mehr',
  undo: 'Zurücknehmen',
};

export default embed;
