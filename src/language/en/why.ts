import { words } from '../words.ts';

/** How one asks why something is as it is, or is not there. */
export const why = words('why', {
  title: 'Why?',
  ask: 'Why?',
  askHint: 'Why is it so? The chain of causes, back to what was typed',
  absent: 'Why is there no {kind} {name}?',
  askAbsent: 'Why is it not there? Press / outside the terminal and type: {asks}',
  aboutWrite: '{kind} {name}, revision {revision}',
  aboutEvent: 'Event {reason} of {name}',
  aboutRequest: 'Request {line}',
  aboutLoss: 'Requests of {client} that were lost',
  aboutClient: 'A request of {client}',
});
