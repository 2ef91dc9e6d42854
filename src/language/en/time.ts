import { words } from '../words.ts';

/** Virtual time: clock, speed, timeline, branches. */
export const time = words('time', {
  fromStart: 'from the start',
  leftAt: 'left {branch} at {time}',
  branches: 'Branches',
  branchesSay: 'Courses that this run took. The others wait where you left them.',
  branchName: 'Name of this branch',
  beside: 'Beside {branch}',
  branchesOfRun: 'Branches of this run',
  stoppedByError: 'stopped by an error',
  starting: 'starting, virtual time',
  running: 'running, virtual time',
  paused: 'paused, virtual time',
  virtualTime: 'Virtual time',
  loading: 'loading',
  nothingToUndo: 'Nothing to take back',
  takeBack: 'Take back: {deed}',
  speed: 'Speed of virtual time',
  speedSays: '{speed} of real time',
  back: 'Back to the last event',
  step: 'Step to the next {unit, select, message {message} other {event}}',
  controls: 'Time controls',
  run: 'Run',
  pause: 'Pause',
  space: 'Space',
  timeline: 'Timeline, {count, plural, one {# mark} other {# marks}}',
});
