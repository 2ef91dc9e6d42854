import { PlainError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { logLine } from './klog.ts';

/** Ends a command that lacks a flag it needs, with the log line that kubectl writes then. */
export function requireFlag({ flags, env }: Invocation, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.given(name));
  if (missing.length === 0) return;
  const list = missing.map((name) => `\\"${name}\\"`).join(', ');
  const text = `"command failed" err="required flag(s) ${list} not set"`;
  throw new PlainError(logLine('E', env.nowMs(), 'run.go:72', text));
}
