import { PlainError } from './errors.ts';
import type { Invocation } from './invocation.ts';

/** Ends a command that lacks a flag it needs, with the log line that kubectl writes then. */
export function requireFlag({ flags, env }: Invocation, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.given(name));
  if (missing.length === 0) return;
  const list = missing.map((name) => `\\"${name}\\"`).join(', ');
  throw new PlainError(`${logPrefix(env.nowMs())} run.go:72] "command failed" err="required flag(s) ${list} not set"`);
}

/** The start of a klog error line: month and day, time, process id. The simulated process has id 1. */
function logPrefix(nowMs: number): string {
  const date = new Date(nowMs).toISOString();
  return `E${date.slice(5, 7)}${date.slice(8, 10)} ${date.slice(11, 23)}000       1`;
}
