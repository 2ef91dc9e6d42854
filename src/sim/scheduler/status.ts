/** How a plugin's refusal is meant. Models framework.Code (Success is `undefined`, Skip a value of its own). */
export type Code =
  /** Something else than the Pod or node is wrong. */
  | 'Error'
  /** Does not fit now; removing Pods from the node could help. */
  | 'Unschedulable'
  /** Does not fit, and removing Pods would not change that. */
  | 'UnschedulableAndUnresolvable'
  /** Waits for something outside; to be retried at once when that has happened. */
  | 'Pending';

/** A plugin's refusal. */
export interface Status {
  readonly code: Code;
  readonly reasons: readonly string[];
}

/** `Unschedulable` with these reasons. */
export function unschedulable(...reasons: string[]): Status {
  return { code: 'Unschedulable', reasons };
}

/** `UnschedulableAndUnresolvable` with these reasons. */
export function unresolvable(...reasons: string[]): Status {
  return { code: 'UnschedulableAndUnresolvable', reasons };
}

/** The reasons as one text. */
export function statusMessage(status: Status): string {
  return status.reasons.join(', ');
}
