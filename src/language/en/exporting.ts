import { words } from '../words.ts';

/** Pictures and texts that are taken out of the page. */
export const exporting = words('exporting', {
  title: 'Export',
  open: 'Export…',
  picture: 'The view that is shown, as it is now',
  svg: 'Picture (SVG)',
  png: 'Picture (PNG)',
  'form.yaml': 'Cluster (YAML)',
  'form.script': 'Commands (shell script)',
  'form.events': 'Events (CSV)',
  'says.yaml': 'What people have made, as kubectl get -o yaml prints it, without status, in an order that applies.',
  'says.script': 'The commands so far, to do again on a real cluster: with a configuration of kind for the same nodes.',
  'says.events': 'All Events that the cluster still has, for a spreadsheet.',
  working: 'The file is being made.',
  done: '{name} is saved.',
  failed: 'This file could not be made: {why}',
});
