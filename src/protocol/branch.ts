/** A course that the run took, from its start or from where somebody acted in the past of another. */
export interface BranchRow {
  readonly id: number;
  readonly name: string;
  /** The branch that it left, and when; null for the first. */
  readonly parent: number | null;
  readonly forkMs: number;
  /** How far it has been run. */
  readonly endMs: number;
}
