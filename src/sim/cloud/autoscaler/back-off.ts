/** --initial-node-group-backoff-duration, --max-node-group-backoff-duration, --node-group-backoff-reset-timeout */
const INITIAL_MS = 300_000;
const MOST_MS = 1_800_000;
const RESET_MS = 10_800_000;

/** What went wrong, as the status says it. */
export interface GroupFailure {
  readonly code: string;
  readonly message: string;
}

interface Entry extends GroupFailure {
  readonly durationMs: number;
  readonly untilMs: number;
  readonly failedMs: number;
}

/** Groups that are left alone for a while because they could not grow. Models utils/backoff/exponential_backoff.go. */
export class GroupBackOff {
  private readonly entries = new Map<string, Entry>();

  /** A group could not grow. Several failures of the time in which it is left alone count as one. */
  failed(group: string, failure: GroupFailure, nowMs: number): void {
    const before = this.entries.get(group);
    const isOver = before !== undefined && before.untilMs < nowMs;
    const durationMs = isOver ? Math.min(MOST_MS, 2 * before.durationMs) : INITIAL_MS;
    this.entries.set(group, { ...failure, durationMs, untilMs: nowMs + durationMs, failedMs: nowMs });
  }

  /** A group has grown. */
  succeeded(group: string): void {
    this.entries.delete(group);
  }

  /** Why a group is left alone now; undefined when it is not. */
  of(group: string, nowMs: number): GroupFailure | undefined {
    const entry = this.entries.get(group);
    return entry && entry.untilMs > nowMs ? entry : undefined;
  }

  /** Forgets what is long ago. */
  clean(nowMs: number): void {
    for (const [group, { failedMs }] of this.entries) if (failedMs + RESET_MS < nowMs) this.entries.delete(group);
  }
}
