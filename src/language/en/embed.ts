import { words } from '../words.ts';

/** The frame in another page. */
export const embed = words('embed', {
  open: 'Open',
  caption: 'What happens',
  kill: 'Kill a Pod',
  scale: 'One replica more',
  undo: 'Take back',
});
