/** What can be wrong with a statement; each database has words of its own for it. */
export type SqlProblem =
  | 'syntax'
  | 'not-modelled'
  | 'no-database'
  | 'unknown-database'
  | 'database-exists'
  | 'unknown-table'
  | 'unknown-table-to-drop'
  | 'table-exists'
  | 'unknown-column'
  | 'column-count'
  | 'duplicate'
  | 'not-null'
  | 'denied';

/** A statement that fails. */
export class SqlError extends Error {
  readonly problem: SqlProblem;
  /** What the problem is about: a name, a value, the rest of the statement. */
  readonly subject: string;
  /** Where in the statement, if that matters. */
  readonly pos: number | undefined;
  /** A second thing that the text names. */
  readonly other: string;

  constructor(problem: SqlProblem, subject: string, pos?: number, other = '') {
    super(`${problem}: ${subject}`);
    this.problem = problem;
    this.subject = subject;
    this.pos = pos;
    this.other = other;
  }
}
