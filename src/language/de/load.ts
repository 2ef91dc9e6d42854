import type { load as english } from '../en/load.ts';
import type { Translation } from '../words.ts';

const load: Translation<typeof english> = {
  title: 'Szenario laden',
  file: 'Datei wählen',
  drop: 'ein Szenario (.yaml, .json) oder ein gespeicherter Moment (.orrery); oder irgendwo auf die Seite ziehen',
  paste: 'Oder den Text einfügen',
  pasted: 'eingefügt',
  take: 'Diesen Text starten',
  link: 'Oder von einem Link holen',
  example: 'https://example.org/lektion.yaml',
  fetch: 'Holen',
  fetching: 'Wird geholt …',
  linkSays:
    'Nur diese Datei wird geholt, ohne Cookies, von einem Server, der andere Seiten lesen lässt (CORS). Wer so einen Link weitergeben will, hängt ?src=LINK an die Adresse dieser Seite.',
  refused: '{name} kann nicht laufen. Was jetzt läuft, läuft weiter.',
  tooLarge: '{name} ist größer als jedes Szenario.',
  noAddress: '{address} ist kein Link: Er beginnt mit https:// oder gilt ab dieser Seite.',
  notReached:
    '{address} wurde nicht erreicht: Es gibt kein Netz, den Server nicht, oder er lässt andere Seiten nicht lesen (CORS). Speichere die Datei und zieh sie hierher.',
  status: '{address} antwortete mit Status {status}.',
};

export default load;
