/** Signals by name, without SIG. */
export const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  POLL: 29,
  PWR: 30,
  SYS: 31,
};

export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGKILL = 9;
export const SIGPIPE = 13;
export const SIGTERM = 15;
export const SIGCHLD = 17;
export const SIGUSR1 = 10;
export const SIGWINCH = 28;

/** Signals that nobody misses: a process that does not handle them lives on. */
export const HARMLESS: ReadonlySet<number> = new Set([17, 18, 23, 28]);

/** The number of a signal given by number or name, with or without SIG; undefined for none. */
export function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) < 65 ? Number(text) : undefined;
  return SIGNALS[text.toUpperCase().replace(/^SIG/, '')];
}

/** The name of a signal without SIG. */
export function signalName(number: number): string {
  return Object.keys(SIGNALS).find((name) => SIGNALS[name] === number) ?? String(number);
}

/** What a shell prints of a process that a signal has killed. */
export function signalText(number: number): string {
  const texts: Record<number, string> = {
    1: 'Hangup',
    3: 'Quit',
    6: 'Aborted',
    9: 'Killed',
    10: 'User defined signal 1',
    11: 'Segmentation fault',
    12: 'User defined signal 2',
    14: 'Alarm clock',
    15: 'Terminated',
  };
  return texts[number] ?? '';
}
