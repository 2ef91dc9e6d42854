import type { Reporter } from './reporter.ts';

/** The run-time of SCORM 1.2: every call gives a string, 'true' and 'false' for those that do something. */
interface ScormApi {
  LMSInitialize(empty: ''): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(empty: ''): string;
  LMSFinish(empty: ''): string;
}

/** How many windows around are looked at. */
const MOST_WINDOWS = 12;
/** What a run-time keeps of a state at least; a longer one is not kept, and the score is all that stays. */
const MOST_STATE = 4096;

/** The run-time, in one of the windows around or in the one that opened them. */
export function findApi(from: Window): ScormApi | undefined {
  let at: Window | null = from;
  for (let n = 0; at !== null && n < MOST_WINDOWS; n++) {
    try {
      const { API } = at as Window & { API?: ScormApi };
      if (API) return API;
    } catch {
      // Of another origin: it is not the platform's.
    }
    at = at.parent !== at ? at.parent : (at.opener as Window | null);
  }
  return undefined;
}

/** Time as SCORM 1.2 writes it: `0001:02:03.45`. */
export function sessionTime(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = ms / 1000;
  const hours = String(Math.floor(seconds / 3600)).padStart(4, '0');
  return `${hours}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two((ms % 1000) / 10)}`;
}

export function scormReporter(api: ScormApi): Reporter {
  const beganMs = performance.now();
  api.LMSInitialize('');
  const status = api.LMSGetValue('cmi.core.lesson_status');
  if (status === 'not attempted' || status === '') api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
  addEventListener('pagehide', () => {
    api.LMSSetValue('cmi.core.session_time', sessionTime(performance.now() - beganMs));
    api.LMSSetValue('cmi.core.exit', 'suspend');
    api.LMSFinish('');
  });
  return {
    restore: () => Promise.resolve(api.LMSGetValue('cmi.suspend_data') || undefined),
    report: (score, isSolved, state) => {
      api.LMSSetValue('cmi.core.score.min', '0');
      api.LMSSetValue('cmi.core.score.max', '100');
      api.LMSSetValue('cmi.core.score.raw', String(Math.round(score * 100)));
      if (isSolved) api.LMSSetValue('cmi.core.lesson_status', 'passed');
      if (state.length <= MOST_STATE) api.LMSSetValue('cmi.suspend_data', state);
      api.LMSCommit('');
    },
  };
}
