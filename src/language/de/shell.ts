import type { shell as english } from '../en/shell.ts';
import type { Translation } from '../words.ts';

const shell: Translation<typeof english> = {
  help: 'Hilfe',
  loading: 'Wird geladen …',
  chooseScenario: 'Szenario wählen',
  scenarios: 'Szenarien',
  views: 'Ansichten',
  find: 'Suchen oder ausführen',
  break: 'Stören',
  breakMore: 'Stören …',
  theme: 'Farben',
  themeNow: 'Farben: {theme, select, dark {dunkel} other {hell}}',
  language: 'Sprache',
  viewLoading: 'Ansicht „{view}“ wird geladen.',
};

export default shell;
