import { words } from '../words.ts';

/** Scenarios from elsewhere. */
export const load = words('load', {
  title: 'Load a scenario',
  file: 'Choose a file',
  drop: 'a scenario (.yaml, .json) or a saved moment (.orrery); or drop it anywhere on the page',
  paste: 'Or paste its text',
  pasted: 'pasted',
  take: 'Run this text',
  link: 'Or fetch it from a link',
  example: 'https://example.org/lesson.yaml',
  fetch: 'Fetch',
  fetching: 'Fetching …',
  linkSays:
    'Only this file is asked for, without cookies, from a server that lets other pages read it (CORS). To share such a link, add ?src=LINK to the address of this page.',
  refused: '{name} cannot run. What runs now goes on.',
  tooLarge: '{name} is larger than any scenario.',
  noAddress: '{address} is no link: it begins with https:// or is relative to this page.',
  notReached:
    '{address} was not reached: there is no network, no such server, or it does not let other pages read its files (CORS). Save the file and drop it here.',
  status: '{address} answered with status {status}.',
});
