import { words } from '../words.ts';

/** What helps people into the page and through it: hints, kept texts, ways past what they know. */
export const access = words('access', {
  skips: 'Skip links',
  toFigure: 'Skip to the figure',
  toTerminal: 'Skip to the terminal',
  toTime: 'Skip to the time controls',
  panelsOpen: 'Panels over the figure',
  panelsClose: 'Close the panels',
  hints: 'First steps',
  hintOf: '{at, number} of {all, number}',
  hintSelect: 'Click a Pod, or press 1, →, ↑ and Enter: the inspector says why it is as it is.',
  hintBreak:
    'Break… crashes nodes and stops components; k kills the Pod that is selected. The terminal shows the command that does the same.',
  hintTime:
    'Drag the timeline, or press the comma key, to go back. What you do in the past begins a branch of its own.',
  hintTouch: 'Tap a Pod to see why it is as it is; two fingers zoom.',
  hintNext: 'Next',
  hintDone: 'Close',
  hintNoMore: 'No more hints',
  draftKept: 'Your text of last time is kept: {names}.',
  draftOpen: 'Open it',
  draftDrop: 'Discard',
  crashTitle: 'The page has an error',
  crashText: 'The cluster may run on. What was in the editor is kept and offered again when the page is loaded.',
  partBroken: 'This part of the page has an error',
  partBrokenText: 'The cluster runs on, and what is in the editor is safe.',
  partMissing: 'This part of the page did not come',
  partMissingText:
    'It is fetched when it is first shown; there may be no connection. The cluster runs on, and what is in the editor is safe.',
  crashAgain: 'Try again',
  crashReload: 'Load the page again',
});
