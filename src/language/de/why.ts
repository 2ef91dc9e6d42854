import type { why as english } from '../en/why.ts';
import type { Translation } from '../words.ts';

const why: Translation<typeof english> = {
  title: 'Warum?',
  ask: 'Warum?',
  askHint: 'Warum ist es so? Die Kette der Ursachen, zurück bis zu dem, was getippt wurde',
  absent: 'Warum gibt es {kind} {name} nicht?',
  aboutWrite: '{kind} {name}, Revision {revision}',
  aboutEvent: 'Ereignis {reason} von {name}',
  aboutRequest: 'Anfrage {line}',
  aboutLoss: 'Verlorene Anfragen von {client}',
  aboutClient: 'Eine Anfrage von {client}',
};

export default why;
