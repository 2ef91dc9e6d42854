import { words } from '../words.ts';

/** A manifest beside the object that the cluster has. */
export const compare = words('compare', {
  diff: 'Diff',
  diffHint: 'What Apply would change',
  beside: 'Beside',
  besideHint: 'Apply this in a branch and run both side by side',
  close: 'Back to the file',
  live: 'Live',
  merged: 'After Apply',
  asking: 'Asking the API server…',
  same: 'Apply would change nothing.',
  created: 'Apply would create {count, plural, one {an object} other {# objects}}.',
  refused: 'The API server would refuse this.',
  title: 'The cluster’s objects, and as they would be after Apply',
  line: 'Line {line}',
});
