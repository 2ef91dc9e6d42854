import type { Proc } from '../shell/kernel/proc.ts';
import { SIGHUP, SIGINT, SIGQUIT, SIGTERM } from '../shell/kernel/signals.ts';

/** What becomes of a server when others in its container, or in its Pod, send it signals. */
interface SignalledServer {
  /** A signal asks it to end. */
  stop(): void;
  /** Its process is gone. */
  ended(exitCode: number): void;
}

/** Lets the process that stands for a server do what signals say; to a hang-up servers read their configuration again. */
export function heedSignals(main: Proc, server: SignalledServer): void {
  for (const signal of [SIGTERM, SIGQUIT, SIGINT]) main.dispositions.set(signal, () => server.stop());
  main.dispositions.set(SIGHUP, 'ignore');
  main.exited.onSettle(() => server.ended(main.exitCode));
}
