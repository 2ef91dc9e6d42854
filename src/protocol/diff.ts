/** How a document's object is, and how it would be after apply, as YAML; '' where there is none. Plain data. */
export interface DiffResult {
  /** Line of the document's start in the stream, from 1. */
  readonly line: number;
  readonly live: string;
  readonly merged: string;
  /** The difference as `diff -u` prints it, '' for none. */
  readonly unified: string;
  /** Why it would be refused, with the line that each concerns, 0 when no line of the stream is to blame. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}
