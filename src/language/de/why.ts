import type { why as english } from '../en/why.ts';
import type { Translation } from '../words.ts';

const why: Translation<typeof english> = {
  title: 'Warum?',
  ask: 'Warum?',
  askHint: 'Warum ist es so? Die Kette der Ursachen, zurück bis zu dem, was getippt wurde',
  absent: 'Warum gibt es {kind} {name} nicht?',
  askAbsent: 'Warum gibt es das nicht? Außerhalb des Terminals / drücken und tippen: {asks}',
  aboutWrite: '{kind} {name}, Revision {revision}',
  aboutEvent: 'Ereignis {reason} von {name}',
  aboutRequest: 'Anfrage {line}',
  aboutLoss: 'Verlorene Anfragen von {client}',
  aboutClient: 'Eine Anfrage von {client}',
};

export default why;
